"""How API Gateway says a claim: it hands each over as text, in forms that it documents nowhere.

Recorded of REST APIs are text verbatim, numbers as digits, the times `exp` and `iat` as Java writes
a date, booleans as `true`, lists as `a,b`, and objects in a list as JSON: `{...},{...}`. The
emulator writes times as digits, lists as `[a b]` and objects as JSON. (Source: events of 2016, 2019
and 2026 in public repositories, the first in amazon-cognito-identity-js issue 92.)

A rendering is made of the token's value and compared. Only JSON is ever read: a group's name may
itself hold commas and brackets.
"""

import time
from collections.abc import Mapping
from json import dumps
from typing import Any

from identity.strict_json import StrictJsonError, read

Claims = dict[str, Any]

_YEAR_10000 = 253402300800  # seconds since the epoch


def answerable(claims: Claims, verified: Mapping[str, Any]) -> Claims:
    """A token's claims as far as the authorizer verified them.

    A text is the authorizer's own. Anything else is the token's, where it agrees with what the
    authorizer says of it. What is absent there, or said in a form that nobody has seen, is left
    out: that locks no user out.
    """
    said = ((name, value, verified.get(name)) for name, value in claims.items())
    return {
        name: text if isinstance(value, str) else value
        for name, value, text in said
        if isinstance(text, str) and (isinstance(value, str) or _agrees(value, text))
    }


def list_renderings(items: list[Any]) -> tuple[str, str]:
    """A list as REST APIs write it, and as the emulator does."""
    texts = [item if isinstance(item, str) else _json(item) for item in items]
    return ",".join(texts), f"[{' '.join(texts)}]"


def _agrees(value: object, text: str) -> bool:
    """Whether the text says this value, which is no text itself."""
    match value:
        case list():
            return text in list_renderings(value) or _says(f"[{text}]", value) or _says(text, value)
        case dict():
            return _says(text, value)
        case int() if not isinstance(value, bool):
            return text in (str(value), _java_date(value))
        case _:
            return text == _json(value)


def _says(text: str, value: object) -> bool:
    """Whether the text is JSON for the value, in any spacing, escaping and order of members."""
    try:
        return _json(read(text)) == _json(value)
    except StrictJsonError:
        return False


def _json(value: object) -> str:
    return dumps(value, separators=(",", ":"), sort_keys=True)


def _java_date(second: int) -> str | None:
    """A time as Java's `Date.toString` in UTC: `Fri Jul 29 18:52:53 UTC 2016`."""
    if not 0 <= second < _YEAR_10000:
        return None
    day, month, date, clock, year = time.asctime(time.gmtime(second)).split()
    return f"{day} {month} {date:0>2} {clock} UTC {year}"
