"""Tells signed-in users their claims, and whoever has AWS credentials their identity."""

from identity import Api, Guest, User

api = Api("claims")


@api.users
def me(user: User) -> dict[str, object]:
    """The claims of the caller's ID token, under their own names and typed as in the token."""
    return {"claims": user.claims}


@api.guests
def guest(caller: Guest) -> dict[str, object]:
    """The identity that API Gateway found behind the caller's AWS credentials."""
    return {"identityId": caller.identity_id, "authenticated": caller.authenticated}


lambda_handler = api.handler
