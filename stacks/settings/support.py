"""Who helps users."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Support:
    """Who helps users, by `python -m ops support`.

    Attributes:
        role: make a role with exactly the permissions for that; its ARN is in the SSM parameter
            `/<project>/<stage>/SupportRole`.
        principal: the ARN of the IAM user or role that may take it, such as the one of a single
            sign-on; None lets whoever of the account signed in with MFA, and whose own policies
            allow it.
    """

    role: bool = False
    principal: str | None = None
