"""The routes of a function, as the stack has declared them, and which of them a request is for.

`ROUTES` in the environment is a JSON object: `GET /orders/{id}` -> `{"admits": "users"}`, or
`"guests"`; for users with `"groups"`, those of which the caller must be in one.
"""

import json
import re
from functools import cache
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from identity import event as events
from identity.errors import MethodNotAllowedError, NotFoundError, RoutesError

Kind = Literal["users", "guests"]

# One part of a custom domain's base path, of the characters that may stand in one (API Gateway
# developer guide, "Custom domain names for public REST APIs"); `.` and `..` would be a way about.
_BASE_PART = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9$\-_.+!*'()]+")


class Route(NamedTuple):
    """A method and a path, and who is let in.

    Attributes:
        key: as it was declared, such as `GET /orders/{id}`.
        groups: the caller is in one of these; empty: every user.
    """

    key: str
    admits: Kind
    groups: frozenset[str]


@cache
def read_routes(text: str | None) -> dict[str, Route]:
    """The declared routes by key.

    Raises:
        RoutesError: there are none, or this is not how they are declared.
    """
    try:
        declared = json.loads(text or "")
        routes = {key: _route(key, **fields) for key, fields in declared.items()}
    except (ValueError, TypeError, AttributeError):
        raise RoutesError from None
    if not routes:
        raise RoutesError
    return routes


def _route(key: str, *, admits: Any, groups: Any = None) -> Route:
    if admits not in ("users", "guests") or (groups is not None and not groups):
        raise RoutesError
    return Route(key, admits, frozenset(groups or ()))


def find_route(routes: dict[str, Route], event: events.Object) -> tuple[Route, dict[str, str]]:
    """The route that a request is for, and its path parameters.

    It is the one by which API Gateway let the request in (`resource`), and the path is exactly the
    route's: no other case, no other slash, nothing encoded. Behind a custom domain the path begins
    with the base path by which the domain found the API, which may have several parts, and with
    the stage where the mapping names none (serverless-java-container issue 34; localstack pull
    request 12296).

    Raises:
        MalformedEventError: the event names no method, path or resource.
        NotFoundError: no route has the path.
        MethodNotAllowedError: the path's routes have other methods.
    """
    method, path = events.text(event, "httpMethod"), events.text(event, "path")
    resource = events.text(event, "resource")
    if not any(key.partition(" ")[2] == resource for key in routes):
        raise NotFoundError
    parameters = _parameters(resource, path, events.member(event, "pathParameters"))
    if (route := routes.get(f"{method} {resource}")) is None:
        raise MethodNotAllowedError
    return route, parameters


def _parameters(resource: str, path: str, sent: events.Object) -> dict[str, str]:
    """What stands for each `{name}` of the route: in the path, and in API Gateway's own reading."""
    names = resource.split("/")[1:]
    root, *parts = path.split("/")
    base, values = parts[: -len(names)], parts[-len(names) :]
    if root or len(names) != len(values) or not all(map(_BASE_PART.fullmatch, base)):
        raise NotFoundError
    found: dict[str, str] = {}
    for name, value in zip(names, values, strict=True):
        if name.startswith("{"):
            given = sent.get(name[1:-1])
            if not isinstance(given, str) or not given or given not in (value, unquote(value)):
                raise NotFoundError
            found[name[1:-1]] = given
        elif name != value:
            raise NotFoundError
    return found
