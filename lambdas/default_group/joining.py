"""Adding a user to a group, within the time that Cognito waits for a trigger."""

from functools import cache
from typing import Any

# Cognito waits 5 seconds (developer guide, "Lambda trigger considerations"), the function 4. Two
# tries and the pause between them, a second at the most, take 3.5. A third would not fit.
CONNECT_SECONDS = 0.5
READ_SECONDS = 0.75
TRIES = 2


@cache
def cognito() -> Any:
    """Return the client: of this region, for the pool is its neighbour."""
    # Here and not above: the runtime has boto3, the asset does not.
    import boto3  # noqa: PLC0415 - see above
    from botocore.config import Config  # noqa: PLC0415 - see above

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
    )
    return boto3.client("cognito-idp", config=config)


def join(user_pool_id: str, username: str, group: str) -> None:
    """Add a user to a group. Who is in it already stays in it (AdminAddUserToGroup).

    Raises:
        ClientError: Cognito refuses.
        BotoCoreError: Cognito did not answer, or what is given cannot be asked.
    """
    cognito().admin_add_user_to_group(UserPoolId=user_pool_id, Username=username, GroupName=group)


def reason(error: Exception) -> str:
    """Return Cognito's code of a failure, or else its class; its text may name the user."""
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return code if isinstance(code, str) else type(error).__name__
