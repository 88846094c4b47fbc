"""`python -m ops.cost.page`: write docs/scale.md and its plots from the tables and the models."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..deployment import paths
from ..deployment.files import write_whole
from .bill import Line as BillLine
from .example import ATTACK, EXAMPLE, SIZES, STORM_SECONDS, STORM_USERS, SUM, at, outcomes, parts
from .figures import Row, amount, usd, whole
from .page_text import PAGE
from .plots import costs, size, storms
from .price_table import PRICES
from .prices import Price
from .printed import DAMAGES, OUTCOMES, damage_row, outcome_row, price_text
from .quotas import SIGN_INS_A_SECOND
from .report import Report


def files() -> dict[str, str]:
    """Return the text of each file in docs/, by its name."""
    return {"scale.md": page(), "scale-cost.svg": costs(), "scale-storm.svg": storms()}


def page() -> str:
    """Return the page."""
    return PAGE.format(
        costs=_table(("a month", *map(size, SIZES)), [*_cost_rows()]),
        plans=_table(("plan", *map(size, SIZES)), [*_plan_rows()]),
        walls=_table(("quota", "default", *map(size, SIZES), "reached at"), [*_wall_rows()]),
        next=_table(("quota", "what comes next", "source"), [*_next_rows()]),
        attack=_table(DAMAGES, [damage_row(one) for one in at(SIZES[0]).damages]),
        storm=_table(OUTCOMES, [outcome_row(one) for one in outcomes()]),
        prices=_table(("price", "USD", "source"), [*_price_rows()]),
        sms=_texts(_by_price()[:5]),
        dear=_texts([_example_texts()[0]]),
        cheap=_texts([_example_texts()[-1]]),
        fakes=whole(ATTACK.fakes),
        users=f"{STORM_USERS:,}",
        seconds=STORM_SECONDS,
        rate=whole(SIGN_INS_A_SECOND),
        least=f"{STORM_USERS / float(SIGN_INS_A_SECOND):.0f}",
    )


def _cost_rows() -> Iterator[Row]:
    bills = [parts(at(users)) for users in SIZES]
    for name in bills[0]:
        yield (name, *(usd(bill[name]) for bill in bills))
    yield (
        "a user",
        *(f"{bill[SUM] / users:.4f}" for bill, users in zip(bills, SIZES, strict=True)),
    )


def _plan_rows() -> Iterator[Row]:
    for plan in ("LITE", "ESSENTIALS", "PLUS"):
        yield (plan, *(usd(_plan_line(at(users, plan)).usd) for users in SIZES))


def _plan_line(told: Report) -> BillLine:
    return next(line for line in told.lines if line.price.name.startswith("cognito"))


def _wall_rows() -> Iterator[Row]:
    reports = [at(users) for users in SIZES]
    for wall in reports[0].walls:
        needed = [
            next(other for other in told.walls if other.quota is wall.quota) for told in reports
        ]
        yield (
            wall.quota.name,
            f"{amount(wall.limit)} {wall.quota.unit}",
            *(f"**{amount(one.needed)}**" if one.reached else amount(one.needed) for one in needed),
            f"{whole(wall.users)} users",
        )


def _next_rows() -> Iterator[Row]:
    for wall in at(SIZES[0]).walls:
        where = wall.quota.source
        source = f"[{wall.quota.seen}]({where})" if where.startswith("https") else f"`{where}`"
        yield wall.quota.name, wall.quota.after, source


def _price_rows() -> Iterator[Row]:
    for price in PRICES.values():
        if not price.name.startswith("sms-") or price.name[4:] in EXAMPLE.countries:
            yield f"`{price.name}`", price_text(price), f"[{price.seen}]({price.source})"


def _by_price() -> list[Price]:
    """Return the prices of texts, the dearest first."""
    texts = [price for price in PRICES.values() if price.name.startswith("sms-")]
    return sorted(texts, key=lambda price: price.first or Decimal(0), reverse=True)


def _example_texts() -> list[Price]:
    return [price for price in _by_price() if price.name[4:] in EXAMPLE.countries]


def _texts(texts: Sequence[Price]) -> str:
    return ", ".join(f"{price.name.removeprefix('sms-')} {price.first}" for price in texts)


def _table(head: Row, rows: Sequence[Row]) -> str:
    marks = ["---", *("---:" if _numeric(rows, place) else "---" for place in range(1, len(head)))]
    lines = [head, marks, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _numeric(rows: Sequence[Row], place: int) -> bool:
    return all(row[place].strip("*")[:1].isdigit() or row[place] == "never" for row in rows)


if __name__ == "__main__":
    for name, text in files().items():
        write_whole(paths.root() / "docs" / name, text)
