"""What is promised, what was seen, and the verdict."""

from collections.abc import Iterator
from typing import NamedTuple

OK, FAILED, NOT_SHOWN = "ok", "FAILED", "not shown"


class Row(NamedTuple):
    """One promise.

    Attributes:
        promised: in a few words.
        seen: what the cloud did or reports; why, where nothing was shown.
        verdict: OK, FAILED or NOT_SHOWN.
    """

    promised: str
    seen: str
    verdict: str


Rows = Iterator[Row]


def row(promised: str, seen: object, *, holds: bool) -> Row:
    """Return a row that was seen."""
    return Row(promised, str(seen), OK if holds else FAILED)


def equal(promised: str, seen: object, wanted: object) -> Row:
    """Return the row of a value that has to be exactly this."""
    holds = seen == wanted
    return row(promised, seen if holds else f"{seen}, not {wanted}", holds=holds)


def not_shown(promised: str, why: str) -> Row:
    """Return the row of what this cloud or this stage does not show."""
    return Row(promised, why, NOT_SHOWN)


def printed(found: Row, widths: tuple[int, int]) -> str:
    """Return a row as a line."""
    return f"{found.promised:{widths[0]}}  {found.seen:{widths[1]}}  {found.verdict}"
