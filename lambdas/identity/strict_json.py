"""Reads JSON in the one way that every reader agrees on, whatever Python runs it.

Python's own reader takes a key twice, NaN, and as many digits and levels as its version likes.
"""

import json
import math
from typing import Any

Object = dict[str, Any]

MAX_DIGITS = 4300  # of an integer with its sign: what every Python reads, and writes again
MAX_DEPTH = 32  # levels of objects and arrays; Python 3.11 stops at a thousand, 3.13 much later


class StrictJsonError(ValueError):
    """Not one JSON text, in UTF-8, of unique keys, finite numbers and bounded depth."""


def read_object(octets: bytes) -> Object:
    """The object that these bytes are, and nothing besides.

    Raises:
        StrictJsonError: they are something else; nothing is quoted.
    """
    try:
        value = read(octets.decode())
    except UnicodeDecodeError:
        raise StrictJsonError from None
    if not isinstance(value, dict):
        raise StrictJsonError
    return value


def read(text: str) -> object:
    """The value that this text is, and nothing besides.

    Raises:
        StrictJsonError: it is no JSON; nothing is quoted.
    """
    try:
        value: object = _strict.decode(text)
    except (ValueError, RecursionError):  # not JSON, or nested too deeply
        raise StrictJsonError from None
    _check_depth(value, MAX_DEPTH)
    return value


def _check_depth(value: object, left: int) -> None:
    if isinstance(value, dict | list):
        if not left:
            raise StrictJsonError
        for inner in value.values() if isinstance(value, dict) else value:
            _check_depth(inner, left - 1)


def _unique(pairs: list[tuple[str, Any]]) -> Object:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise StrictJsonError
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise StrictJsonError
    return int(digits)


def _finite(number: str) -> float:
    """The number, if it is one: NaN and Infinity are not JSON, 1e999 would become Infinity."""
    value = float(number)
    if not math.isfinite(value):
        raise StrictJsonError
    return value


_strict = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_finite
)
