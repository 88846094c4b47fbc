"""What fake sign-ups cost: texts to numbers that earn a fee by each, and users that are billed.

The model. Whoever attacks signs numbers up, one text each, in so many hours and from so many
addresses, and takes the numbers of the dearest country that is let through. A sign-up that the gate
refuses makes no user and no text. One that is let through is a monthly active user (Cognito
developer guide, "Monthly active users": a sign-up counts), also when its text is not sent any more.
Cognito's quota of sign-ups bounds the rate. SNS stops "within minutes" of its spend limit, and what
is sent until then is paid (SNS API reference, SetSMSAttributes): five are assumed. WAF counts over
five minutes, and takes up to several to notice, usually less than half a minute (WAF developer
guide, "Rate-based rule caveats"): that is left out. Requests and logs are, too: they cost less than
a thousandth of the texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .load import Load
from .price_table import sms
from .prices import Price, Prices
from .quotas import SIGN_UPS_A_SECOND
from .stage import Billed

LATE_MINUTES = Decimal(5)
WINDOW_MINUTES = Decimal(5)
# Where a stage has none: the default of `protection.texts_per_address`, and what AWS lets a new
# account spend in a month.
USUAL_TEXTS_PER_ADDRESS = 20
USUAL_LIMIT_USD = 1


@dataclass(frozen=True, kw_only=True)
class Attack:
    """How somebody attacks.

    Attributes:
        fakes: sign-ups that are tried.
        hours: in which they are.
        addresses: IP addresses that they come from.
    """

    fakes: Decimal
    hours: Decimal
    addresses: Decimal


@dataclass(frozen=True, kw_only=True)
class Defence:
    """What stands against it.

    Attributes:
        what: in words.
        gate: whether only numbers of the stage's countries are texted.
        limit_usd: what SNS may spend in a month; None: enough.
        texts_per_address: in five minutes; None: as many as they like.
    """

    what: str
    gate: bool = False
    limit_usd: int | None = None
    texts_per_address: int | None = None


@dataclass(frozen=True, kw_only=True)
class Damage:
    """What an attack costs, a defence given.

    Attributes:
        what: the defence, in words.
        country: whose numbers are texted.
        users: that were made.
        texts: that were sent.
        texts_usd: what they cost; None where the country's price is unknown.
        users_usd: what the users cost besides those that there were.
    """

    what: str
    country: str
    users: Decimal
    texts: Decimal
    texts_usd: Decimal | None
    users_usd: Decimal | None

    @property
    def usd(self) -> Decimal | None:
        """All of it; None where something is unknown."""
        if self.texts_usd is None or self.users_usd is None:
            return None
        return self.texts_usd + self.users_usd


def defences(stage: Billed) -> Iterator[Defence]:
    """Yield none, each by itself beside the gate, and what the stage has."""
    limit = stage.monthly_limit_usd or USUAL_LIMIT_USD
    texts = stage.texts_per_address or USUAL_TEXTS_PER_ADDRESS
    yield Defence(what="nothing")
    yield Defence(what="the gate", gate=True)
    yield Defence(
        what=f"the gate, and WAF with {texts} texts an address",
        gate=True,
        texts_per_address=texts,
    )
    yield Defence(what=f"the gate, and a limit of {limit} USD", gate=True, limit_usd=limit)
    has = ["the gate"]
    has += [f"WAF with {texts}"] if stage.texts_per_address else []
    has += [f"a limit of {limit} USD"] if stage.monthly_limit_usd else []
    yield Defence(
        what=f"this stage: {', '.join(has)}",
        gate=True,
        limit_usd=stage.monthly_limit_usd,
        texts_per_address=stage.texts_per_address,
    )


def damages(stage: Billed, load: Load, prices: Prices, attack: Attack) -> list[Damage]:
    """Return what the attack costs by each defence; nothing where nobody can sign up."""
    if not stage.self_sign_up:
        return []
    return [damage(stage, load, prices, attack, defence) for defence in defences(stage)]


def damage(stage: Billed, load: Load, prices: Prices, attack: Attack, defence: Defence) -> Damage:
    """Return what the attack costs, a defence given."""
    dear = dearest(prices, stage.countries if defence.gate else ())
    users = min(attack.fakes, SIGN_UPS_A_SECOND * attack.hours * 3600)
    if defence.texts_per_address is not None:
        windows = attack.hours * 60 / WINDOW_MINUTES
        users = min(users, attack.addresses * defence.texts_per_address * windows)
    texts = users if defence.limit_usd is None else _until(defence.limit_usd, dear, users, attack)
    plan = prices[f"cognito-{stage.plan.lower()}"]
    before, after = plan.charge(load.users), plan.charge(load.users + users)
    return Damage(
        what=defence.what,
        country=dear.name.removeprefix("sms-"),
        users=users,
        texts=texts,
        texts_usd=dear.charge(texts),
        users_usd=None if before is None or after is None else after - before,
    )


def dearest(prices: Prices, countries: tuple[str, ...]) -> Price:
    """Return the price of a text to the dearest of the countries; without any, of all.

    A country whose price is unknown counts as the dearest: nobody can say that it is not.
    """
    if countries:
        known = [sms(prices, country) for country in countries]
    else:
        known = [price for name, price in prices.items() if name.startswith("sms-")]
    return max(known, key=lambda price: (price.first is None, price.first or Decimal(0)))


def _until(limit_usd: int, price: Price, users: Decimal, attack: Attack) -> Decimal:
    """Return the texts that are sent until SNS has noticed that its limit is spent."""
    if not price.first:
        return users
    late = users / (attack.hours * 60) * LATE_MINUTES
    return min(users, Decimal(int(Decimal(limit_usd) / price.first)) + late)
