"""The stage, the attack and the storm that docs/scale.md is about."""

from decimal import Decimal
from functools import cache

from .attack import Attack
from .bill import total
from .clients import STRATEGIES
from .load import load
from .price_table import PRICES
from .report import Report, report
from .stage import Billed
from .storm import Outcome, storm

SIZES = (10_000, 1_000_000, 10_000_000, 100_000_000)
STORM_USERS, STORM_SECONDS = 10_000, 10
# A stage in production as this project's own, whatever stages.py becomes.
EXAMPLE = Billed(
    plan="ESSENTIALS",
    self_sign_up=True,
    countries=("DE", "GB", "US"),
    recovery_by_phone=True,
    sms_factor="OFF",
    totp_factor=True,
    monthly_limit_usd=1,
    texts_per_address=20,
    pool_acls=1,
    api_acls=1,
    waf_rules=4,
    api_rate=100,
    tracing=True,
    log_months=12,
    memory_mb=256,
)
ATTACK = Attack(fakes=Decimal(100_000), hours=Decimal(1), addresses=Decimal(100))
# The parts of a bill, by how the names of their prices begin.
PARTS = {
    "users (Cognito)": ("cognito",),
    "texts (SMS)": ("sms",),
    "API, WAF, logs": ("api", "data", "lambda", "traces", "waf", "logs", "backup", "keys"),
}
INCREASES = "quota increases"
SUM = "in all"


@cache
def at(users: int, plan: str = EXAMPLE.plan) -> Report:
    """Return what the example costs with so many users."""
    stage = Billed(**{**vars(EXAMPLE), "plan": plan})
    return report("example", stage, load(stage, users), PRICES, ATTACK)


@cache
def outcomes() -> list[Outcome]:
    """Return what becomes of the storm."""
    return [storm(STORM_USERS, STORM_SECONDS, one) for one in STRATEGIES]


def parts(told: Report) -> dict[str, Decimal]:
    """Return a bill by its parts, what it costs to buy quotas, and the sum."""
    found = {
        name: total([line for line in told.lines if line.price.name.startswith(begins)])
        for name, begins in PARTS.items()
    }
    found[INCREASES] = sum((wall.usd for wall in told.walls if wall.usd), Decimal(0))
    return {**found, SUM: told.total + found[INCREASES]}
