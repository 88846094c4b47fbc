"""Which repository deploys."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The GitHub repository whose workflows deploy stages, without a stored key.

    Attributes:
        repository: its name on GitHub, such as `octo-org/sign-in`.
        owner_id: the number of its owner; `gh api repos/<repository>` has it as `owner.id`.
        repository_id: its own number there, `id`. No other repository ever has it, also where one
            takes over the name.
        branch: the branch from which it deploys.
        stages: the stages that it deploys, each from the environment of that name.
        own_provider: make the account's identity provider for GitHub; an account has one, so False
            where another stack has made it.
    """

    repository: str
    owner_id: str
    repository_id: str
    branch: str = "main"
    stages: tuple[str, ...] = ("dev", "prod")
    own_provider: bool = True
