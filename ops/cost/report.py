"""All that the command tells of a stage, and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .attack import Attack, Damage, damages
from .bill import Line, bill, total
from .load import Load
from .prices import Price, Prices
from .stage import Billed
from .storm import Outcome
from .walls import Wall, walls


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a stage costs and where it meets a quota.

    Attributes:
        name: the stage's.
        stage: what of it costs money.
        load: a month's use.
        lines: the bill.
        attack: the one that is assumed.
        damages: what it costs, by what stands against it.
        walls: the quotas, in the order in which growth reaches them.
        storm: what becomes of many sign-ins at once, by what clients do; empty if not asked for.
    """

    name: str
    stage: Billed
    load: Load
    lines: Sequence[Line]
    attack: Attack
    damages: Sequence[Damage]
    walls: Sequence[Wall]
    storm: Sequence[Outcome] = ()

    @property
    def total(self) -> Decimal:
        """The bill's sum, without what is unknown."""
        return total(self.lines)

    @property
    def unknown(self) -> list[str]:
        """The names of the prices that the sum lacks."""
        return [line.price.name for line in self.lines if line.usd is None]


def report(
    name: str,
    stage: Billed,
    load: Load,
    prices: Prices,
    attack: Attack,
    *,
    storm: Sequence[Outcome] = (),
) -> Report:
    """Work out what a stage costs."""
    return Report(
        name=name,
        stage=stage,
        load=load,
        lines=bill(stage, load, prices),
        attack=attack,
        damages=damages(stage, load, prices, attack),
        walls=walls(stage, load, prices),
        storm=storm,
    )


def as_json(told: Report) -> dict[str, Any]:
    """Return a report for machines; amounts are strings, which keep every digit."""
    return {
        "stage": told.name,
        "load": _load(told.load),
        "bill": [_line(line) for line in told.lines],
        "total_usd": str(told.total),
        "unknown": [*told.unknown, *told.stage.unpriced],
        "attack": {
            **{name: str(value) for name, value in vars(told.attack).items()},
            "defences": [_damage(damage) for damage in told.damages],
        },
        "quotas": [_wall(wall) for wall in told.walls],
        "storm": [_outcome(outcome) for outcome in told.storm],
    }


def _load(load: Load) -> dict[str, Any]:
    return {
        name: {country: str(share) for country, share in value.items()}
        if isinstance(value, dict)
        else _text(value)
        for name, value in vars(load).items()
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "what": line.what,
        "units": str(line.units),
        "usd": _text(line.usd),
        "price": _price(line.price),
    }


def _damage(damage: Damage) -> dict[str, Any]:
    return {
        "what": damage.what,
        "country": damage.country,
        "users": str(damage.users),
        "texts": str(damage.texts),
        "usd": _text(damage.usd),
    }


def _wall(wall: Wall) -> dict[str, Any]:
    return {
        "name": wall.quota.name,
        "limit": str(wall.limit),
        "needed": str(wall.needed),
        "unit": wall.quota.unit,
        "reached": wall.reached,
        "reached_at_users": str(wall.users),
        "usd": _text(wall.usd),
        "after": wall.quota.after,
        "source": wall.quota.source,
        "seen": wall.quota.seen,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "strategy": outcome.strategy,
        "users": outcome.users,
        "signed_in": len(outcome.waits),
        "half_within_seconds": outcome.waited(0.5),
        "all_within_seconds": outcome.waited(1),
        "requests": outcome.requests,
        "refused": outcome.refused,
    }


def _price(price: Price) -> dict[str, Any]:
    return {
        "name": price.name,
        "unit": price.unit,
        "per": str(price.per),
        "free": str(price.free),
        "tiers": [{"usd": str(tier.usd), "size": _text(tier.size)} for tier in price.tiers],
        "source": price.source,
        "seen": price.seen,
        "note": price.note,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
