"""Why a request's token is not answered."""


class TokenError(Exception):
    """The base of the reasons. An error's class is all it tells: no instance has a message.

    TokenError
    ├── MissingTokenError
    ├── UnverifiedTokenError
    ├── MalformedTokenError
    ├── WrongTokenError
    ├── MismatchedTokenError
    └── ExpiredTokenError
    """


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
