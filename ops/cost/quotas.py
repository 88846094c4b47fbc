"""AWS's published default quotas that a growing stage meets, and what comes after each.

Rates are of an account in one region, over all its user pools. `RespondToAuthChallenge` has three
times the quota of UserAuthentication for itself, and only more than that counts towards it. So a
sign-in by SRP weighs one, with a second factor too, and a refresh weighs one (Cognito developer
guide, "API operations with special request rate handling").
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .bill import FUNCTION_SECONDS, cognito_calls
from .load import Load
from .price_table import sms
from .prices import Prices
from .stage import Billed

COGNITO = "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html"
_SENDERS = "https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html"
_SPENDING = "https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html"
_GATEWAY = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_WAF = "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html"

SIGN_INS_A_SECOND = Decimal(120)
CHALLENGES_A_SECOND = 3 * SIGN_INS_A_SECOND
# UserCreation, 50: a sign-up takes two of them, unless nobody confirms it.
CREATIONS_A_SECOND = Decimal(50)
SIGN_UPS_A_SECOND = CREATIONS_A_SECOND
# 10DLC and toll-free numbers, and sender IDs, are of one country or of none of these.
_NORTH_AMERICA = ("CA", "US")

Demand = Callable[[Billed, Load, Prices], Decimal]


@dataclass(frozen=True, kw_only=True)
class Quota:
    """A quota, and how a stage uses it.

    Attributes:
        name: as AWS calls it, or else what it counts.
        limit: the default; None where the stage itself says it.
        unit: of the limit.
        demand: of a load, in the unit.
        purchased: whether more of it is bought by the price `cognito-rps`.
        after: what comes next.
        source: the page of AWS's that has it.
        seen: when.
        own: the limit that the stage sets itself, where it does.
    """

    name: str
    unit: str
    demand: Demand
    after: str
    source: str
    seen: str
    limit: Decimal | None = None
    purchased: bool = False
    own: Callable[[Billed], int | None] | None = None


def _spending(_: Billed, load: Load, prices: Prices) -> Decimal:
    usd = [
        sms(prices, country).charge(load.texts * share) for country, share in load.shares.items()
    ]
    return sum((one for one in usd if one is not None), Decimal(0))


def _texts(load: Load, *, american: bool) -> Decimal:
    share = sum(
        (s for country, s in load.shares.items() if (country in _NORTH_AMERICA) is american),
        Decimal(0),
    )
    return load.peak_rate(load.texts * share)


_BUY = "raise it in Service Quotas, then buy the rate (UpdateProvisionedLimit)"

QUOTAS = (
    Quota(
        name="SMS spending",
        own=lambda stage: stage.monthly_limit_usd,
        limit=Decimal(1),
        unit="USD a month",
        demand=_spending,
        after="ask AWS Support for a higher spend quota, then raise `sms.monthly_limit_usd`; fewer"
        " texts by authenticator apps and by recovery without SMS",
        source=_SPENDING,
        seen="2026",
    ),
    Quota(
        name="throttling of the stage's API",
        own=lambda stage: stage.api_rate,
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(load.api_calls),
        after="raise `api.throttling` in stages.py",
        source="stages.py",
        seen="now",
    ),
    Quota(
        name="UserAuthentication",
        limit=SIGN_INS_A_SECOND,
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(load.sign_ins + load.refreshes),
        purchased=True,
        after=f"keep tokens until they expire, and sessions long; {_BUY}",
        source=COGNITO,
        seen="2026",
    ),
    Quota(
        name="UserCreation",
        limit=CREATIONS_A_SECOND,
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(2 * load.sign_ups),
        purchased=True,
        after=f"open sign-up by and by, or a waiting room; {_BUY}",
        source=COGNITO,
        seen="2026",
    ),
    Quota(
        name="UserAccountRecovery",
        limit=Decimal(30),
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(2 * load.resets),
        after="cannot be raised: let clients wait and try again; passkeys leave no password to"
        " forget; more regions",
        source=COGNITO,
        seen="2026",
    ),
    Quota(
        name="GetId",
        limit=Decimal(25),
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(load.credentials),
        after="keep the identity's id on the device, or call the API by the ID token alone; then"
        " ask your account team",
        source=COGNITO,
        seen="2026",
    ),
    Quota(
        name="GetCredentialsForIdentity",
        limit=Decimal(200),
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(load.credentials),
        after="keep credentials for their hour; then ask your account team",
        source=COGNITO,
        seen="2026",
    ),
    Quota(
        name="SMS to the US and Canada, from a toll-free number",
        limit=Decimal(3),
        unit="texts a second",
        demand=lambda _, load, __: _texts(load, american=True),
        after="a 10DLC number (by its brand and campaign), then a short code (100 a second)",
        source=_SENDERS,
        seen="2026",
    ),
    Quota(
        name="SMS elsewhere, from one sender ID",
        limit=Decimal(10),
        unit="texts a second",
        demand=lambda _, load, __: _texts(load, american=False),
        after="ask AWS Support for a higher rate; other channels than SMS",
        source=_SENDERS,
        seen="2023-06",
    ),
    Quota(
        name="API Gateway, all APIs",
        limit=Decimal(10_000),
        unit="requests a second",
        demand=lambda _, load, __: load.peak_rate(load.api_calls),
        after="raise it in Service Quotas; 2,500 in younger regions",
        source=_GATEWAY,
        seen="2026",
    ),
    Quota(
        name="Lambda, concurrent executions",
        limit=Decimal(1000),
        unit="at once",
        demand=lambda _, load, __: (
            load.peak_rate(load.api_calls + load.sign_ups + load.texts) * FUNCTION_SECONDS
        ),
        after="raise it in Service Quotas, and reserve some for the gate",
        source=_LAMBDA,
        seen="2026",
    ),
    Quota(
        name="WAF, one web ACL",
        limit=Decimal(100_000),
        unit="requests a second",
        demand=lambda stage, load, _: load.peak_rate(
            max(
                load.api_calls * min(stage.api_acls, 1),
                cognito_calls(stage, load) * min(stage.pool_acls, 1),
            )
        ),
        after="ask AWS for more",
        source=_WAF,
        seen="2026",
    ),
    Quota(
        name="users of a pool",
        limit=Decimal(40_000_000),
        unit="users",
        demand=lambda _, load, __: load.registered,
        after="ask your account team; then several pools, by country or by tenant",
        source=COGNITO,
        seen="2026",
    ),
)
