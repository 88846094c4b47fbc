"""Who may call a route, and who does."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from identity import event as events
from identity import tokens
from identity.errors import ForbiddenError, NoIdentityError
from identity.renderings import Claims
from identity.request import Request
from identity.routes import Kind, Route

# A region and a UUID: the API reference of Amazon Cognito Federated Identities, `IdentityId`,
# which writes it more loosely. A caller of no identity pool has null or an empty text there.
_IDENTITY_ID = re.compile(r"[a-z0-9-]+:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class User:
    """A signed-in user.

    Attributes:
        claims: what the authorizer verified of the ID token's, under their own names and typed as
            in the token.
        request: what was asked.
    """

    claims: Claims
    request: Request

    @property
    def groups(self) -> frozenset[str]:
        """The names of the groups that the user is in."""
        return frozenset(self.claims.get("cognito:groups", ()))


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Whoever has credentials of the identity pool.

    Attributes:
        identity_id: the identity that the pool gave; a signed-in user keeps it.
        authenticated: whether a signed-in user got the credentials.
        request: what was asked.
    """

    identity_id: str
    authenticated: bool
    request: Request


def _user(event: events.Object, route: Route, request: Request) -> User:
    """The user whose token the authorizer has verified.

    `USER_POOL_CLIENT_ID` in the environment is the app client whose tokens alone are answered
    (absent: none).
    """
    claims = tokens.admit(
        events.bearer_token(event),
        events.member(event, "requestContext", "authorizer", "claims"),
        now=time.time(),
        client=os.environ.get("USER_POOL_CLIENT_ID"),
    )
    user = User(claims=claims, request=request)
    if route.groups and not route.groups & user.groups:
        raise ForbiddenError
    return user


def _guest(event: events.Object, _route: Route, request: Request) -> Guest:
    """The identity that API Gateway found behind the caller's AWS credentials."""
    identity = events.member(event, "requestContext", "identity")
    identity_id = identity.get("cognitoIdentityId")
    if not isinstance(identity_id, str) or not _IDENTITY_ID.fullmatch(identity_id):
        raise NoIdentityError
    authenticated = identity.get("cognitoAuthenticationType") == "authenticated"
    return Guest(identity_id=identity_id, authenticated=authenticated, request=request)


ADMISSIONS: dict[Kind, Callable[[events.Object, Route, Request], Any]] = {
    "users": _user,
    "guests": _guest,
}
