"""Reads API Gateway's REST proxy events, in which any field may be null, absent or something else.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

import re
from typing import Any

from identity.errors import MalformedEventError, MissingTokenError

Object = dict[str, Any]

_REQUEST_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BEARER = re.compile(r"(?:bearer +)?(\S+)", re.ASCII | re.IGNORECASE)


def member(event: Object, *path: str) -> Object:
    """The JSON object at a path of names; an empty one where there is none."""
    for name in path:
        found = event.get(name)
        event = found if isinstance(found, dict) else {}
    return event


def request_id(event: object) -> str | None:
    """API Gateway's id of the request, which its logs and the answer's `x-amzn-RequestId` have.

    A client may choose it, of the form of a UUID; None for whatever is not of that form (API
    Gateway developer guide, "Access logging for REST APIs").
    """
    found = member(event, "requestContext").get("requestId") if isinstance(event, dict) else None
    return found if isinstance(found, str) and _REQUEST_ID.fullmatch(found) else None


def text(event: Object, name: str) -> str:
    """The text of a member that API Gateway always sends.

    Raises:
        MalformedEventError: it is something else, or absent.
    """
    if not isinstance(value := event.get(name), str):
        raise MalformedEventError
    return value


def origin(event: Object) -> str | None:
    """The web page that calls, as its browser names it; None where no browser does.

    Raises:
        MalformedEventError: several values, or one that is no text.
    """
    found = _values(event, "origin")
    if not found:
        return None
    if (value := _only(found)) is None:
        raise MalformedEventError
    return value


def bearer_token(event: Object) -> str:
    """The token in the request's one Authorization value, with or without the scheme.

    Two values would let the authorizer verify one while we read the other.

    Raises:
        MissingTokenError: no value, several, one of another scheme, or maps that disagree.
    """
    value = _only(_values(event, "authorization"))
    if value is None or not (match := _BEARER.fullmatch(value)):
        raise MissingTokenError
    return match[1]


def _values(event: Object, header: str) -> list[list[Any]]:
    """A header's values, by the maps that have any.

    AWS gives each header twice, in `headers` and in `multiValueHeaders`, under the name as the
    client wrote it.
    """
    maps = (member(event, "headers"), member(event, "multiValueHeaders"))
    found = [
        [
            value
            for name, held in headers.items()
            if name.lower() == header
            for value in (held if isinstance(held, list) else [held])
        ]
        for headers in maps
    ]
    return [values for values in found if values]


def _only(found: list[list[Any]]) -> str | None:
    """The one value that every map agrees on, if it is text."""
    match found:
        case [[str(value)], *others] if others in ([], [[value]]):
            return value
    return None
