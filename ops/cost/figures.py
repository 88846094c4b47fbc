"""Figures as somebody reads them, and tables of them."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

Row = Sequence[str]
UNKNOWN = "unknown"
_NUMBER = re.compile(rf"[\d,.]+( s| %)?|never|{UNKNOWN}")
_FINE = 100  # below, a number shows two digits of its fraction


def table(head: Row, rows: Sequence[Row], indent: str = "  ") -> Iterator[str]:
    """Yield the lines of a table; a column of numbers stands at the right."""
    columns = [*zip(head, *rows, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    numbers = [all(map(_NUMBER.fullmatch, column[1:])) for column in columns]
    for row in (head, *rows):
        cells = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numbers, strict=True)
        ]
        yield f"{indent}{'  '.join(cells)}".rstrip()


def usd(amount_: Decimal | None) -> str:
    """Return dollars and cents."""
    return UNKNOWN if amount_ is None else f"{amount_.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def whole(number: Decimal) -> str:
    """Return a number without its fraction."""
    return f"{number.quantize(Decimal(1), ROUND_HALF_UP):,}"


def amount(number: Decimal) -> str:
    """Return a number, with two digits after the point, or two at all if it is small."""
    if number >= _FINE or number == int(number):
        return whole(number)
    return f"{number:.2f}" if number >= 1 else f"{number:.2g}"
