"""The directions in which a value may not move, for the tables.

A check takes a value before and after an update, None where it is absent, in their one form
(`canonical`), and says what happened and the remedy; None where that is no harm. What cannot be
decided before the deployment is told apart from what is equal before a check is asked.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .values import items_of, listed_of, members_of, text_of

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
        return _changes(before, after) if text_of(before) != text_of(after) else None

    return check


def fixed_once_said(before: Any, after: Any) -> Moved | None:
    """It may be said for the first time, and not change after that."""
    return None if before is None else fixed()(before, after)


def same_members(before: Any, after: Any) -> Moved | None:
    """Its members may only change places."""
    return _changes(before, after) if members_of(before) != members_of(after) else None


def keeps(*default: str) -> Check:
    """Members may be added, and none leaves; absent it has the default ones."""

    def check(before: Any, after: Any) -> Moved | None:
        had, has = (members_of(list(default) if v is None else v) for v in (before, after))
        gone = sorted(had - has)
        return Moved(f"loses {', '.join(gone)}", "put it back") if gone else None

    return check


def keeps_items(*keys: str) -> Check:
    """Objects that these keys tell apart may be added, and none leaves."""

    def check(before: Any, after: Any) -> Moved | None:
        had, has = (
            {
                text_of([at.get(key) if isinstance(at, Mapping) else at for key in keys])
                for at in items
            }
            for items in (items_of(before), items_of(after))
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
    had, has = (listed_of(value) for value in (before, after))
    gone = sorted(had - has)
    return Moved(f"loses {', '.join(gone)}", "put it back") if gone else None


def keeps_entries(before: Any, after: Any) -> Moved | None:
    """Entries may be added, and none leaves or changes."""
    had, has = (value if isinstance(value, Mapping) else {} for value in (before, after))
    for name, value in sorted(had.items()):
        if text_of(has.get(name)) != text_of(value):
            return Moved(
                f"has {name} {shown(has.get(name))} instead of {shown(value)}", "put it back"
            )
    return None


def not_below(*scale: str) -> Check:
    """It may only move up a scale, from the least; absent, or of no step, it is the least."""

    def check(before: Any, after: Any) -> Moved | None:
        was, is_ = (scale.index(t) if (t := text_of(v)) in scale else 0 for v in (before, after))
        return _changes(before, after) if is_ < was else None

    return check


stays_on = not_below("false", "true")


def never(*values: str) -> Check:
    """It may not become one of these."""

    def check(before: Any, after: Any) -> Moved | None:
        became = text_of(after) in values and text_of(before) not in values
        return _changes(before, after) if became else None

    return check


def never_gains(*members: str) -> Check:
    """None of these may become a member."""

    def check(before: Any, after: Any) -> Moved | None:
        new = sorted((members_of(after) - members_of(before)) & {*members})
        return Moved(f"gains {', '.join(new)}", "take it out again") if new else None

    return check


def second_factor(before: Any, after: Any) -> Moved | None:
    """It may go from OFF to OPTIONAL: more is demanded of everybody, less protects nobody."""
    before, after = before or "OFF", after or "OFF"
    if before == after or (before, after) == ("OFF", "OPTIONAL"):
        return None
    return _changes(before, after)
