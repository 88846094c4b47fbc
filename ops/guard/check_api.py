"""The directions in which a value of the API may not move, for the tables."""

from collections.abc import Mapping
from typing import Any

from .checks import BACK, Moved
from .values import items_of, members_of, named_of, parameters_of, routes_of, text_of


def demands_no_more(before: Any, after: Any) -> Moved | None:
    """Of request parameters: none becomes required."""
    had, has = (value if isinstance(value, Mapping) else {} for value in (before, after))
    demanded = [name for name, needed in has.items() if text_of(needed) == "true"]
    new = sorted(name for name in demanded if text_of(had.get(name)) != "true")
    return Moved(f"demands {', '.join(new)}", "take it out again") if new else None


def lets_calls_in(before: Any, after: Any) -> Moved | None:
    """Of a stage's method settings: none allows no request at all."""
    limits = ("ThrottlingRateLimit", "ThrottlingBurstLimit")
    had, has = (
        {
            f"{name} 0 for {at.get('HttpMethod')} {at.get('ResourcePath')}"
            for at in items_of(value)
            if isinstance(at, Mapping)
            for name in limits
            if text_of(at.get(name)) == "0"
        }
        for value in (before, after)
    )
    new = sorted(has - had)
    return Moved(f"gains {', '.join(new)}", "allow some requests") if new else None


def keeps_headers(before: Any, after: Any) -> Moved | None:
    """Of a method's responses: none leaves, nor a header that one may have."""
    gone = sorted(_headers(before) - _headers(after))
    return Moved(f"loses {gone[0]}", "put it back") if gone else None


def _headers(value: Any) -> set[str]:
    return {
        " ".join(filter(None, (text_of(at.get("StatusCode")), name)))
        for at in items_of(value)
        if isinstance(at, Mapping)
        for name in ["", *parameters_of(at)]
    }


def keeps_cors(before: Any, after: Any) -> Moved | None:
    """The origins, methods and headers that a preflight names may not leave it.

    They stand in response parameters between single quotes, and in the text of a template.
    """
    gone = sorted(named_of(before) - named_of(after))
    return Moved(f"no longer names {', '.join(gone)}", "put it back") if gone else None


def keeps_routes(before: Any, after: Any) -> Moved | None:
    """What a function is told of its routes: none leaves, and none admits fewer."""
    had, has = (routes_of(value) for value in (before, after))
    for route, told in had.items():
        now = has.get(route)
        if now is None:
            return Moved(f"loses {route}", "put it back")
        if now.get("admits") != told.get("admits"):
            return Moved(f"has {route} for {now.get('admits')}", BACK)
        groups, then = (members_of(t.get("groups")) for t in (now, told))
        if groups and (not then or then - groups):
            return Moved(f"has {route} for {', '.join(sorted(groups))} alone", BACK)
    return None
