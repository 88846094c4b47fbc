"""Reads API Gateway's REST proxy events, in which any field may be null, absent or something else.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

import re
from typing import Any

from claims.errors import MissingTokenError

Object = dict[str, Any]

_BEARER = re.compile(r"(?:bearer +)?(\S+)", re.ASCII | re.IGNORECASE)


def member(event: Object, *path: str) -> Object:
    """The JSON object at a path of names; an empty one where there is none."""
    for name in path:
        found = event.get(name)
        event = found if isinstance(found, dict) else {}
    return event


def bearer_token(event: Object) -> str:
    """The token in the request's one Authorization value, with or without the scheme.

    Two values would let the authorizer verify one while we read the other. AWS gives each header
    twice, in `headers` and in `multiValueHeaders`, under the name as the client wrote it.

    Raises:
        MissingTokenError: no value, several, one of another scheme, or maps that disagree.
    """
    found = [_authorizations(member(event, field)) for field in ("headers", "multiValueHeaders")]
    match [values for values in found if values]:
        case [[str(value)], *others] if others in ([], [[value]]):
            if match := _BEARER.fullmatch(value):
                return match[1]
    raise MissingTokenError


def _authorizations(headers: Object) -> list[Any]:
    """Every Authorization value in a header map of either kind."""
    values: list[Any] = []
    for name, value in headers.items():
        if name.lower() == "authorization":
            values += value if isinstance(value, list) else [value]
    return values
