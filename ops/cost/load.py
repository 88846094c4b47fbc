"""How much a stage is used in a month, as it is said or else assumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .stage import Billed

SECONDS = 30 * 24 * 3600  # of a month, as AWS's examples have it

# Assumed of one user in a month where nobody says it.
SIGN_INS = Decimal(8)
REFRESHES = Decimal(30)
API_CALLS = Decimal(60)
CREDENTIALS = Decimal(1)
SIGN_UPS = Decimal("0.1")
RESETS = Decimal("0.02")
# Texts for each sign-up: the first, and of every tenth user a second.
TEXTS_PER_SIGN_UP = Decimal("1.1")
# Where texts are one of the second factors, the share of sign-ins that takes one.
TEXTED_SIGN_INS = Decimal("0.2")
# The busiest second against the month's average.
PEAK = Decimal(10)


@dataclass(frozen=True, kw_only=True)
class Load:
    """A month's use.

    Attributes:
        users: monthly active users.
        registered: users in the directory.
        sign_ups, sign_ins, refreshes, resets, api_calls, texts: how many in the month.
        credentials: how often a user or guest takes AWS credentials from the identity pool.
        shares: of the texts by country; they add up to 1.
        peak: the busiest second against the month's average.
        logs_gb: logs that are written; None: as many as the requests make.
        backup_gb: backups that are kept; None: as many as the stage's users and days make.
    """

    users: Decimal
    registered: Decimal
    sign_ups: Decimal
    sign_ins: Decimal
    refreshes: Decimal
    resets: Decimal
    api_calls: Decimal
    credentials: Decimal
    texts: Decimal
    shares: Mapping[str, Decimal]
    peak: Decimal
    logs_gb: Decimal | None = None
    backup_gb: Decimal | None = None

    def peak_rate(self, monthly: Decimal) -> Decimal:
        """Return how many a second there are in the busiest one, of so many in the month."""
        return monthly * self.peak / SECONDS


def load(
    stage: Billed,
    users: int,
    *,
    said: Mapping[str, int | None] | None = None,
    shares: Mapping[str, Decimal] | None = None,
    peak: Decimal = PEAK,
) -> Load:
    """Return a month's use of a stage: what is said, and else what is assumed of so many users.

    Args:
        stage: the stage.
        users: monthly active users.
        said: numbers by the names of Load's attributes; None or absent: assumed.
        shares: of the texts by country; without them, the same for each that the gate allows.
        peak: the busiest second against the month's average.
    """
    given = {name: Decimal(number) for name, number in (said or {}).items() if number is not None}
    active = Decimal(users)
    sign_ups = given.get("sign_ups", active * SIGN_UPS if stage.self_sign_up else Decimal(0))
    sign_ins = given.get("sign_ins", active * SIGN_INS)
    resets = given.get("resets", active * RESETS if stage.recovery_by_phone else Decimal(0))
    texted = {"OFF": Decimal(0), "OPTIONAL": TEXTED_SIGN_INS, "ON": Decimal(1)}[stage.sms_factor]
    if stage.sms_factor == "ON" and stage.totp_factor:
        texted = TEXTED_SIGN_INS
    return Load(
        users=active,
        registered=given.get("registered", active),
        sign_ups=sign_ups,
        sign_ins=sign_ins,
        refreshes=given.get("refreshes", active * REFRESHES),
        resets=resets,
        api_calls=given.get("api_calls", active * API_CALLS),
        credentials=given.get("credentials", active * CREDENTIALS),
        texts=given.get("texts", sign_ups * TEXTS_PER_SIGN_UP + resets + sign_ins * texted),
        shares=shares or even_shares(stage.countries),
        peak=peak,
        logs_gb=given.get("logs_gb"),
        backup_gb=given.get("backup_gb"),
    )


def even_shares(countries: Sequence[str]) -> dict[str, Decimal]:
    """Return the same share for each; the last has what no decimal number can split."""
    if not countries:
        return {}
    *others, last = countries
    share = 1 / Decimal(len(countries))
    return {**dict.fromkeys(others, share), last: 1 - share * len(others)}
