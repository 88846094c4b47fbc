"""Where a growing stage meets AWS's quotas."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from .load import Load
from .prices import Prices
from .quotas import QUOTAS, Quota
from .stage import Billed


@dataclass(frozen=True, kw_only=True)
class Wall:
    """How far a load is from a quota.

    Attributes:
        quota: the quota.
        limit: as it is, or as the stage sets it.
        needed: by the load, in the quota's unit.
        users: at how many monthly active users it is reached, everything else in proportion.
        usd: what it costs a month to buy what is missing; None where nothing is, or it is not sold.
    """

    quota: Quota
    limit: Decimal
    needed: Decimal
    users: Decimal
    usd: Decimal | None

    @property
    def reached(self) -> bool:
        """Whether the load needs more than the quota."""
        return self.needed > self.limit


def walls(stage: Billed, load: Load, prices: Prices) -> list[Wall]:
    """Return the quotas in the order in which a growing load reaches them."""
    found = []
    for quota in QUOTAS:
        own = quota.own(stage) if quota.own else None
        limit = quota.limit if own is None else Decimal(own)
        needed = quota.demand(stage, load, prices)
        if limit is None or not needed:
            continue
        missing = max(needed - limit, Decimal(0))
        found.append(
            Wall(
                quota=quota,
                limit=limit,
                needed=needed,
                users=load.users * limit / needed,
                usd=prices["cognito-rps"].charge(_whole(missing))
                if quota.purchased and missing
                else None,
            )
        )
    return sorted(found, key=lambda wall: wall.users)


def _whole(number: Decimal) -> Decimal:
    """Round up: nobody sells a part of a request a second."""
    return number.to_integral_value(ROUND_CEILING)
