"""Prices and shares that somebody says: `NAME=VALUE`, one a time or from a file."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..errors import OpsError, RefusedError
from .price_table import sms
from .prices import Price, Prices, Tier

_SMS = re.compile(r"sms-[A-Z]{2}")
_FREE = ".free"
GREATEST = 10**9  # of a price, a share or a multiple: see `options.MOST`


def overridden(prices: Prices, said: Iterable[str], file: Path | None = None) -> Prices:
    """Return the prices with those that are said: `NAME=USD`, or `NAME.free=UNITS`.

    Args:
        prices: the table.
        said: on the command line; it wins over the file.
        file: a JSON object of the same names, with numbers.

    Raises:
        RefusedError: a name that no price has, or a value that is none.
        OpsError: the file cannot be read.
    """
    changed = dict(prices)
    for name, value in [*(_read(file) if file else {}).items(), *map(_pair, said)]:
        price = _named(changed, name.removesuffix(_FREE))
        number = decimal(value, f"the price {name}")
        changed[price.name] = (
            replace(price, free=number)
            if name.endswith(_FREE)
            else replace(price, tiers=(Tier(usd=number),), source="said", seen="now", note="")
        )
    return changed


def shares(said: Iterable[str], countries: tuple[str, ...]) -> dict[str, Decimal]:
    """Return the shares of the texts by country, from `CC=SHARE`; empty where nothing is said.

    Raises:
        RefusedError: a country that the gate refuses, or shares that do not add up to 1.
    """
    found = {
        country: decimal(share, f"the share of {country}") for country, share in map(_pair, said)
    }
    for country in found:
        if country not in countries:
            raise RefusedError(
                f"the stage texts nobody in {country!r}: --sms takes {', '.join(countries)}, or add"
                " the country to `sign_up.allowed_countries` in stages.py."
            )
    if found and sum(found.values()) != 1:
        raise RefusedError(
            f"the shares of --sms add up to {sum(found.values())}: make them add up to 1, as in"
            " --sms DE=0.75 --sms US=0.25."
        )
    return found


def decimal(text: str, what: str, most: int = GREATEST) -> Decimal:
    """Read a number that is 0 or more, and not beyond all reckoning.

    Raises:
        RefusedError: it is none.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= most:
        raise RefusedError(f"{what} is {text!r}: give a number, 0 to {most:,}, as in 0.05.")
    return number


def _pair(text: str) -> tuple[str, str]:
    name, between, value = text.partition("=")
    if not between:
        raise RefusedError(f"{text!r} says no value: write NAME=VALUE, as in cognito-plus=0.018.")
    return name, value


def _named(prices: Prices, name: str) -> Price:
    if _SMS.fullmatch(name):
        return sms(prices, name.removeprefix("sms-"))
    if name not in prices:
        near = difflib.get_close_matches(name, prices, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "--help names them."
        raise RefusedError(f"there is no price {name!r}: {hint}")
    return prices[name]


def _read(file: Path) -> Mapping[str, str]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"), parse_float=str, parse_int=str)
    except (OSError, ValueError) as error:
        raise OpsError(
            f"{file} cannot be read as JSON ({type(error).__name__}): name a file such as"
            ' {"cognito-plus": 0.018}.'
        ) from error
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise OpsError(f'{file} is no JSON object of numbers: write {{"cognito-plus": 0.018}}.')
    return said
