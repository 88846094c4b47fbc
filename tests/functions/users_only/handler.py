"""A function that answers users alone."""

from identity import Api, User

api = Api("users_only")


@api.users
def users(user: User) -> dict[str, object]:
    """Every route for users."""
    return {"owner": user.claims["sub"]}


lambda_handler = api.handler
