"""What is promised, what was seen, and the verdict."""

from collections.abc import Callable, Generator
from typing import NamedTuple

from botocore.exceptions import ClientError

from ..deployment.clouds import is_no_login
from ..errors import OpsError

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


Rows = Generator[Row, None, None]


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


def told(promised: str, rows: Callable[[], Rows]) -> Rows:
    """Yield rows; where AWS refuses to answer, such as for what is gone, one that says so.

    Raises:
        ClientError: the credentials are no longer good, so that nothing would be answered.
    """
    try:
        yield from rows()
    except ClientError as error:
        if is_no_login(error):
            raise
        code = error.response["Error"].get("Code", "no code")
        yield Row(promised, f"AWS refused {error.operation_name} ({code})", FAILED)
    except OpsError as error:
        yield Row(promised, str(error), FAILED)


def printed(found: Row, widths: tuple[int, int]) -> str:
    """Return a row as a line."""
    return f"{found.promised:{widths[0]}}  {found.seen:{widths[1]}}  {found.verdict}"
