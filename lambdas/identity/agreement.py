"""What of a token's claims the authorizer has verified.

API Gateway flattens the claims to text, and documents no rendering. What has been seen: text
verbatim; numbers as digits, `exp` and `iat` as `Mon Jun 15 05:56:21 UTC 2026`; booleans as `true`;
lists as `a,b` (REST) and `[a b]` (HTTP APIs, MiniStack); objects as JSON. A value may itself hold
commas and brackets: the token's value is rendered, the text is never parsed into another.
"""

import json
import re
import time
from collections.abc import Mapping
from typing import Any

from identity.errors import MismatchedTokenError, WrongTokenError

Claims = dict[str, Any]

ID_CLAIMS = ("sub", "iss", "aud", "token_use", "cognito:username")
_BINDING_CLAIMS = (*ID_CLAIMS, "jti", "origin_jti", "event_id")
_GROUPS = "cognito:groups"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEARS = range(-(2**35), 2**37)  # seconds, about the years 900 to 6300
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)


def verified_claims(claims: Claims, verified: Mapping[str, Any]) -> Claims:
    """The claims that the authorizer verified too: its own text, and typed values that agree.

    What is absent there, or agrees with no rendering that is known, is left out.

    Raises:
        MismatchedTokenError: the two are not of one token.
        WrongTokenError: the groups are no list of names.
    """
    _check_binding(claims, verified)
    found: Claims = {}
    for name, value in claims.items():
        text = verified.get(name)
        if not isinstance(text, str):
            continue
        if isinstance(value, str):
            found[name] = text
        elif _agrees(value, text):
            found[name] = value
    return found


def _check_binding(claims: Claims, verified: Mapping[str, Any]) -> None:
    """Compare what binds a token to its user and its issue, and what authorizes."""
    for name in _BINDING_CLAIMS:
        value, text = claims.get(name), verified.get(name)
        if value != text or not isinstance(value, str | None):
            raise MismatchedTokenError
    groups = claims.get(_GROUPS, [])
    if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
        raise WrongTokenError
    if verified.get(_GROUPS, "") not in (",".join(groups), f"[{' '.join(groups)}]"):
        raise MismatchedTokenError


def _agrees(value: object, text: str) -> bool:
    """Whether a text is a rendering of a value that is no text itself."""
    match value:
        case bool() | None:
            return text == _json(value)
        case int():
            return text in (str(value), _date(value))
        case float():
            return _NUMBER.fullmatch(text) is not None and float(text) == value
        case list():
            commas, blanks = _joined(value, ","), _joined(value, " ")
            return text in (commas, f"[{blanks}]", _json(value))
    return text == _json(value)


def _joined(items: list[Any], separator: str) -> str:
    """Items as they stand in a rendered list; inner lists are rendered alike."""
    texts = []
    for item in items:
        inner = _joined(item, separator) if isinstance(item, list) else _json(item)
        bracketed = f"[{inner}]" if isinstance(item, list) and separator == " " else inner
        texts.append(item if isinstance(item, str) else bracketed)
    return separator.join(texts)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _date(second: int) -> str | None:
    """A second of the epoch as Java's Date spells it, in UTC."""
    if second not in _YEARS:
        return None
    at = time.gmtime(second)
    return (
        f"{_DAYS[at.tm_wday]} {_MONTHS[at.tm_mon - 1]} {at.tm_mday:02} "
        f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02} UTC {at.tm_year}"
    )
