"""A price as AWS publishes it: what is free, its tiers, where it was read and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A price for the first so many units that no earlier tier has taken.

    Attributes:
        usd: US dollars for `Price.per` units.
        size: units; None is all that are left.
    """

    usd: Decimal
    size: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Price:
    """What one thing costs.

    Attributes:
        name: as `--price NAME=VALUE` calls it.
        unit: what is counted, in the plural.
        per: for how many units the tiers' prices are.
        free: units a month that cost nothing.
        tiers: in their order; none where the price is unknown.
        source: the public page of AWS's that has it.
        seen: when that page said so, a date or a month.
        note: what else decides it.
    """

    name: str
    unit: str
    per: Decimal
    free: Decimal
    tiers: tuple[Tier, ...]
    source: str
    seen: str
    note: str = ""

    def charge(self, units: Decimal) -> Decimal | None:
        """Return what so many units cost, in US dollars, exactly; None where it is unknown."""
        if not self.tiers:
            return None
        left = max(units - self.free, Decimal(0))
        usd = Decimal(0)
        for tier in self.tiers:
            taken = left if tier.size is None else min(left, tier.size)
            usd += taken * tier.usd / self.per
            left -= taken
        return usd

    @property
    def first(self) -> Decimal | None:
        """The price of the first units that are paid, for `per` of them; None where unknown."""
        return self.tiers[0].usd if self.tiers else None


Prices = Mapping[str, Price]
"""By name."""


def unknown(name: str, unit: str) -> Price:
    """Return a price that no source here has."""
    return Price(
        name=name,
        unit=unit,
        per=Decimal(1),
        free=Decimal(0),
        tiers=(),
        source="",
        seen="",
    )
