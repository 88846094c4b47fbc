"""The directions in which a value may not move, for the tables.

A check takes a value before and after an update, None where it is absent, in their one form
(`canonical`), and says what happened and the remedy; None where that is no harm. What cannot be
decided before the deployment is told apart from what is equal before a check is asked.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

BACK = "change it back"
MOST = 120


class Moved(NamedTuple):
    """What a value did that it may not.

    Attributes:
        how: as it goes on after the value's name: "changes from 1 to 2".
        remedy: what to do.
    """

    how: str
    remedy: str


Check = Callable[[Any, Any], Moved | None]


def shown(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= MOST else f"{text[:MOST]}..."


def _changes(before: Any, after: Any) -> Moved:
    return Moved(f"changes from {shown(before)} to {shown(after)}", BACK)


def fixed(default: Any = None) -> Check:
    """It may not change at all; absent it is the default."""

    def check(before: Any, after: Any) -> Moved | None:
        before, after = (default if v is None else v for v in (before, after))
        return _changes(before, after) if _text(before) != _text(after) else None

    return check


def fixed_once_said(before: Any, after: Any) -> Moved | None:
    """It may be said for the first time, and not change after that."""
    return None if before is None else fixed()(before, after)


def same_members(before: Any, after: Any) -> Moved | None:
    """Its members may only change places."""
    return _changes(before, after) if _members(before) != _members(after) else None


def keeps(*default: str) -> Check:
    """Members may be added, and none leaves; absent it has the default ones."""

    def check(before: Any, after: Any) -> Moved | None:
        had, has = (_members(list(default) if v is None else v) for v in (before, after))
        gone = sorted(had - has)
        return Moved(f"loses {', '.join(gone)}", "put it back") if gone else None

    return check


def keeps_items(*keys: str) -> Check:
    """Objects that these keys tell apart may be added, and none leaves."""

    def check(before: Any, after: Any) -> Moved | None:
        had, has = (
            {
                _text([at.get(key) if isinstance(at, Mapping) else at for key in keys])
                for at in items
            }
            for items in (_items(before), _items(after))
        )
        gone = sorted(had - has)
        return Moved(f"loses {shown(gone[0])}", "put it back") if gone else None

    return check


def keeps_all_or_listed(before: Any, after: Any) -> Moved | None:
    """Members may be added, and none leaves; absent it has every one that there is."""
    if after is None:
        return None
    if before is None:
        return Moved(f"had all, and has {shown(after)}", "name all that clients read, or none")
    return keeps()(before, after)


def keeps_listed(before: Any, after: Any) -> Moved | None:
    """The same for a text of members between commas."""
    had, has = (_listed(value) for value in (before, after))
    gone = sorted(had - has)
    return Moved(f"loses {', '.join(gone)}", "put it back") if gone else None


def keeps_entries(before: Any, after: Any) -> Moved | None:
    """Entries may be added, and none leaves or changes."""
    had, has = (value if isinstance(value, Mapping) else {} for value in (before, after))
    for name, value in sorted(had.items()):
        if _text(has.get(name)) != _text(value):
            return Moved(
                f"has {name} {shown(has.get(name))} instead of {shown(value)}", "put it back"
            )
    return None


def demands_no_more(before: Any, after: Any) -> Moved | None:
    """Of request parameters: none becomes required."""
    had, has = (value if isinstance(value, Mapping) else {} for value in (before, after))
    demanded = [name for name, needed in has.items() if _text(needed) == "true"]
    new = sorted(name for name in demanded if _text(had.get(name)) != "true")
    return Moved(f"demands {', '.join(new)}", "take it out again") if new else None


def not_below(*scale: str) -> Check:
    """It may only move up a scale, from the least; absent, or of no step, it is the least."""

    def check(before: Any, after: Any) -> Moved | None:
        was, is_ = (scale.index(t) if (t := _text(v)) in scale else 0 for v in (before, after))
        return _changes(before, after) if is_ < was else None

    return check


stays_on = not_below("false", "true")


def never(*values: str) -> Check:
    """It may not become one of these."""

    def check(before: Any, after: Any) -> Moved | None:
        became = _text(after) in values and _text(before) not in values
        return _changes(before, after) if became else None

    return check


def second_factor(before: Any, after: Any) -> Moved | None:
    """It may go from OFF to OPTIONAL: more is demanded of everybody, less protects nobody."""
    before, after = before or "OFF", after or "OFF"
    if before == after or (before, after) == ("OFF", "OPTIONAL"):
        return None
    return _changes(before, after)


def keeps_cors(before: Any, after: Any) -> Moved | None:
    """The origins, methods and headers that a preflight names may not leave it.

    They stand in response parameters between single quotes, and in the text of a template.
    """
    gone = sorted(_named(before) - _named(after))
    return Moved(f"no longer names {', '.join(gone)}", "put it back") if gone else None


def keeps_routes(before: Any, after: Any) -> Moved | None:
    """What a function is told of its routes: none leaves, and none admits fewer."""
    had, has = (_routes(value) for value in (before, after))
    for route, told in had.items():
        now = has.get(route)
        if now is None:
            return Moved(f"loses {route}", "put it back")
        if now.get("admits") != told.get("admits"):
            return Moved(f"has {route} for {now.get('admits')}", BACK)
        groups, then = (_members(t.get("groups")) for t in (now, told))
        if groups and (not then or then - groups):
            return Moved(f"has {route} for {', '.join(sorted(groups))} alone", BACK)
    return None


def _routes(value: Any) -> dict[str, dict[str, Any]]:
    try:
        routes = json.loads(value)
    except (TypeError, ValueError):
        return {}
    if not isinstance(routes, dict):
        return {}
    return {route: told if isinstance(told, dict) else {} for route, told in routes.items()}


def _named(value: Any) -> set[str]:
    text = json.dumps(value, default=str)
    quoted = ",".join(re.findall(r"'([A-Za-z0-9,:/.*-]+)'", text)).split(",")
    return {w for w in quoted if w and not w.isdigit()} | set(
        re.findall(r"https?://[\w.:-]+", text)
    )


def _listed(value: Any) -> set[str]:
    return (
        {part for part in value.split(",") if part} if isinstance(value, str) else _members(value)
    )


def _members(value: Any) -> set[str]:
    return {_text(item) for item in _items(value)}


def _told_apart(item: Any, keys: tuple[str, ...]) -> str:
    return _text([item.get(key) for key in keys] if isinstance(item, Mapping) else item)


def _items(value: Any) -> list[Any]:
    """Return the items of a list; what is none is its own only item."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """Return a value as one text; CloudFormation takes numbers and booleans as texts too."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case str():
            return value
    return json.dumps(value, sort_keys=True, default=lambda v: [str(v), getattr(v, "text", "")])
