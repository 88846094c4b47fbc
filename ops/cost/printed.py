"""A report as somebody reads it: tables of text, for the terminal and for the page."""

from collections.abc import Iterator, Sequence

from .attack import Damage
from .bill import Line
from .figures import UNKNOWN, Row, amount, table, usd, whole
from .prices import Price
from .report import Report
from .storm import Outcome
from .walls import Wall


def lines(told: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    yield f"Stage {told.name}, {whole(told.load.users)} monthly active users"
    yield "USD a month; list prices of US East (N. Virginia), without tax."
    yield ""
    yield from table(("for", "units", "", "USD", "price"), [bill_row(one) for one in told.lines])
    yield f"  {usd(told.total)} USD in all{_lacking(told)}"
    yield ""
    yield from _assumed(told)
    yield ""
    yield from table(("price", "USD", "read", "at"), prices([one.price for one in told.lines]))
    yield ""
    yield from _attack(told)
    yield from _quotas(told)
    yield from _storm(told)


def bill_row(line: Line) -> Row:
    """Return a line of the bill."""
    return (line.what, amount(line.units), line.price.unit, usd(line.usd), line.price.name)


def prices(used: Sequence[Price]) -> list[Row]:
    """Return each price with its source and its day."""
    return [(p.name, price_text(p), p.seen, p.source) for p in used]


def damage_row(damage: Damage) -> Row:
    """Return what an attack costs by one defence."""
    return (
        damage.what,
        damage.country,
        whole(damage.users),
        whole(damage.texts),
        usd(damage.texts_usd),
        usd(damage.users_usd),
        usd(damage.usd),
    )


def wall_row(wall: Wall) -> Row:
    """Return one quota."""
    return (
        wall.quota.name,
        f"{amount(wall.limit)} {wall.quota.unit}",
        amount(wall.needed),
        whole(wall.users),
    )


def after(wall: Wall) -> str:
    """Return what comes next at a wall, and what it costs to buy what is missing."""
    bought = f"; what is missing costs {usd(wall.usd)} USD a month" if wall.usd else ""
    return f"{wall.quota.after}{bought}"


def outcome_row(outcome: Outcome) -> Row:
    """Return what became of a storm, by one strategy."""
    return (
        outcome.strategy,
        f"{100 * len(outcome.waits) / outcome.users:.0f} %",
        *(_seconds(outcome.waited(share)) for share in (0.5, 0.95, 1)),
        f"{outcome.requests:,}",
        f"{outcome.refused:,}",
    )


DAMAGES = ("against it", "texts to", "users", "texts", "texts, USD", "users, USD", "USD")
WALLS = ("quota", "is", "needed", "reached at users")
OUTCOMES = (
    "what clients do",
    "signed in",
    "half within",
    "95 % within",
    "all within",
    "requests",
    "refused",
)


def price_text(price: Price) -> str:
    """Return a price in words."""
    if price.first is None:
        return f"{UNKNOWN}: give --price {price.name}=..."
    text = f"{price.first}" + (f" per {whole(price.per)}" if price.per != 1 else "")
    text += f", {whole(price.free)} free" if price.free else ""
    text += ", less for more" if len(price.tiers) > 1 else ""
    return text + (f" ({price.note})" if price.note else "")


def _lacking(told: Report) -> str:
    missing = [*told.unknown, *told.stage.unpriced]
    return f", without what is unknown: {', '.join(missing)}" if missing else ""


def _assumed(told: Report) -> Iterator[str]:
    load = told.load
    yield "  of a month with (each has its option)"
    yield from table(
        (
            "    sign-ups",
            "sign-ins",
            "refreshes",
            "resets",
            "texts",
            "API calls",
            "AWS credentials",
        ),
        [
            (
                f"    {whole(load.sign_ups)}",
                whole(load.sign_ins),
                whole(load.refreshes),
                whole(load.resets),
                whole(load.texts),
                whole(load.api_calls),
                whole(load.credentials),
            )
        ],
        indent="",
    )
    if told.stage.backup_asks_each:
        yield "  Its backup asks Cognito for each user (AdminGetUser), and who is asked for is paid"
        yield f"  for: all {whole(load.registered)} of the directory are monthly active users."


def _attack(told: Report) -> Iterator[str]:
    if not told.damages:
        yield "Nobody can sign up by themselves: fake sign-ups cost nothing."
        yield ""
        return
    attack = told.attack
    hours = "an hour" if attack.hours == 1 else f"{amount(attack.hours)} hours"
    yield (
        f"What {whole(attack.fakes)} fake sign-ups cost, in {hours} from"
        f" {whole(attack.addresses)} addresses"
    )
    yield from table(DAMAGES, [damage_row(one) for one in told.damages])
    yield ""


def _quotas(told: Report) -> Iterator[str]:
    if not told.walls:
        return
    first = told.walls[0]
    yield (
        f"Quotas, as growth meets them: {first.quota.name}"
        f" {'is reached' if first.reached else 'comes'} first"
    )
    yield f"(the busiest second has {amount(told.load.peak)} times the average: --peak)"
    yield from table(WALLS, [wall_row(wall) for wall in told.walls])
    yield ""
    yield from table(
        ("quota", "what comes next"), [(wall.quota.name, after(wall)) for wall in told.walls]
    )
    yield ""
    yield from table(
        ("read", "quotas of"),
        sorted({(wall.quota.seen, wall.quota.source) for wall in told.walls}),
    )


def _storm(told: Report) -> Iterator[str]:
    if told.storm:
        yield ""
        yield f"{told.storm[0].users:,} users sign in at once"
        yield from table(OUTCOMES, [outcome_row(one) for one in told.storm])


def _seconds(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.0f} s"
