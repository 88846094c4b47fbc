"""A route of an API, as it is declared: a method and a path."""

import re
from collections.abc import Collection
from typing import NamedTuple

from ..errors import SynthError

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# A part of a path has no more for API Gateway than these and a colon ("Resource's path part only
# allow a-zA-Z0-9._-:").
_LITERAL, _PARAMETER = r"[A-Za-z0-9._-]+", r"\{[A-Za-z][A-Za-z0-9_]*\}"
_PATH = re.compile(rf"/|(?:/(?:{_LITERAL}|{_PARAMETER}))+")


class RouteError(SynthError):
    """A route cannot be: the message says why, and what to write instead."""


class Route(NamedTuple):
    """A method and a path, in which `{id}` stands for what a request has there."""

    method: str
    path: str

    def __str__(self) -> str:
        """The route's key: `GET /orders/{id}`."""
        return f"{self.method} {self.path}"

    @property
    def parts(self) -> list[str]:
        """What stands between the slashes."""
        return [part for part in self.path.split("/") if part]


def checked_route(method: str, path: str) -> Route:
    """Return the route.

    Raises:
        RouteError: its method or its path is malformed.
    """
    route = Route(method, path)
    if method not in METHODS:
        raise RouteError(f"route {str(route)!r}: use a method of {', '.join(METHODS)}")
    if not _PATH.fullmatch(path):
        raise RouteError(
            f"route {str(route)!r}: write the path like /orders/{{id}}, of letters, digits and "
            "'.', '_', '-', without a slash at its end"
        )
    parameters = [part for part in route.parts if part.startswith("{")]
    if len(set(parameters)) < len(parameters):
        raise RouteError(f"route {str(route)!r}: give each parameter a name of its own")
    return route


def check_groups(route: Route, groups: Collection[str], known: Collection[str]) -> None:
    """Refuse a route for groups that no user can be in.

    Raises:
        RouteError: `groups` is no tuple of group names, or has one that is not known.
    """
    if isinstance(groups, str):
        raise RouteError(f"route {str(route)!r}: write groups=({groups!r},), with the comma")
    for group in groups:
        if group not in known:
            raise RouteError(
                f"route {str(route)!r}: there is no group {group!r}; use one of "
                f"{', '.join(known) or 'none yet'}, or add it to users.groups in stages.py"
            )
