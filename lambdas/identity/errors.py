"""Why a request is not answered: what the caller is told, and what the function's owner is."""

from typing import ClassVar


class RefusalError(Exception):
    """The base of the refusals: each a status and a constant sentence, which the caller reads.

    An error's class is all it tells: no instance has a message. A route's own code may raise those
    that are exported by `identity`.

    RefusalError
    ├── BadRequestError            400
    ├── UnauthorizedError          401
    │   ├── MalformedEventError
    │   ├── NoIdentityError
    │   └── TokenError
    │       ├── MissingTokenError
    │       ├── UnverifiedTokenError
    │       ├── MalformedTokenError
    │       ├── WrongTokenError
    │       ├── MismatchedTokenError
    │       └── ExpiredTokenError
    ├── ForbiddenError             403
    ├── NotFoundError              404
    ├── MethodNotAllowedError      405
    └── ConflictError              409
    """

    status: ClassVar[int] = 400
    message: ClassVar[str] = "Bad Request"


class BadRequestError(RefusalError):
    """What was sent cannot be used."""


class UnauthorizedError(RefusalError):
    """Nobody has said who is calling, in a way that we believe."""

    status, message = 401, "Unauthorized"


class ForbiddenError(RefusalError):
    """The caller is known, and may not."""

    status, message = 403, "Forbidden"


class NotFoundError(RefusalError):
    """There is no such route, or not what it was asked for."""

    status, message = 404, "Not Found"


class MethodNotAllowedError(RefusalError):
    """The path has routes, of other methods."""

    status, message = 405, "Method Not Allowed"


class ConflictError(RefusalError):
    """What is there contradicts what was asked."""

    status, message = 409, "Conflict"


class MalformedEventError(UnauthorizedError):
    """Not what API Gateway would send."""


class NoIdentityError(UnauthorizedError):
    """Credentials of no identity pool."""


class TokenError(UnauthorizedError):
    """The base of the reasons why a token is not answered."""


class MissingTokenError(TokenError):
    """Not exactly one Authorization value with a bearer token in it."""


class UnverifiedTokenError(TokenError):
    """The authorizer left no claims: nobody has verified a token."""


class MalformedTokenError(TokenError):
    """Not a signed JWT in its one strict form."""


class WrongTokenError(TokenError):
    """A JWT, but not an ID token signed with RS256 for our client."""


class MismatchedTokenError(TokenError):
    """Not the token that the authorizer verified."""


class ExpiredTokenError(TokenError):
    """Not alive now, or for longer than Cognito would issue it."""


class FunctionError(Exception):
    """The function is wrong, whatever was sent: its owner is told, the caller reads a 500.

    FunctionError
    ├── RoutesError           the environment does not say which routes the function answers.
    └── UnansweredRouteError  nothing in the function answers a route that was declared.
    """


class RoutesError(FunctionError):
    """The environment does not say which routes the function answers."""


class UnansweredRouteError(FunctionError):
    """Nothing in the function answers a route that the stack declared for it."""
