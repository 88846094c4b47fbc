"""The directions in which a policy may not move, for the tables and `rights`."""

from collections.abc import Mapping
from typing import Any

from .checks import Moved, shown
from .policies import allowed, denied
from .values import items_of


def keeps_rights(before: Any, after: Any) -> Moved | None:
    """Of policy documents: all that was allowed still is, and nothing more is denied."""
    had, has = (
        {right for document in items_of(value) for right in allowed(document)}
        for value in (before, after)
    )
    if gone := sorted(had - has):
        return Moved(f"no longer has: allow {shown(gone[0])}", "put it back")
    new = sorted({*_denied(after)} - {*_denied(before)})
    return Moved(f"has a new denial: {shown(new[0])}", "take it out again") if new else None


def keeps_inline_rights(before: Any, after: Any) -> Moved | None:
    """The same for the inline policies of a role."""
    documents = (
        [at.get("PolicyDocument") for at in items_of(value) if isinstance(at, Mapping)]
        for value in (before, after)
    )
    return keeps_rights(*documents)


def _denied(value: Any) -> list[str]:
    return [denial for document in items_of(value) for denial in denied(document)]
