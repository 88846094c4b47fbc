"""A month's bill: what is counted, for how much, by which price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .load import SECONDS, Load
from .price_table import sms
from .prices import Price, Prices
from .stage import Billed

GB = Decimal(1024**3)
# What one thing leaves behind or takes, by its order of magnitude: nobody has measured a bill yet.
API_ANSWER_BYTES = Decimal(1024)
ACCESS_LOG_BYTES = Decimal(400)
FUNCTION_LOG_BYTES = Decimal(500)  # START, END, REPORT and one line of ours
WAF_LOG_BYTES = Decimal(1500)
BACKUP_BYTES = Decimal(1024)  # of a user
FUNCTION_SECONDS = Decimal("0.05")
# X-Ray takes the first request of each second, and a twentieth of the others (X-Ray developer
# guide, "Configuring sampling rules").
TRACED = Decimal("0.05")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the bill.

    Attributes:
        what: is paid for.
        units: how many.
        price: of them.
    """

    what: str
    units: Decimal
    price: Price

    @property
    def usd(self) -> Decimal | None:
        """What it costs, exactly; None where the price is unknown."""
        return self.price.charge(self.units)


def bill(stage: Billed, load: Load, prices: Prices) -> list[Line]:
    """Return the lines of a month's bill; what a stage does not have is not on it."""
    lines = [
        _users(stage, load, prices),
        *_texts(load, prices),
        *_requests(stage, load, prices),
        *_firewall(stage, load, prices),
        *_logs(stage, load, prices),
        *_kept(stage, load, prices),
    ]
    return [line for line in lines if line.units]


def total(lines: Sequence[Line]) -> Decimal:
    """Return the sum of the lines whose price is known, exactly."""
    return sum((line.usd for line in lines if line.usd is not None), Decimal(0))


def cognito_calls(stage: Billed, load: Load) -> Decimal:
    """Return the requests to the pool in a month: two a sign-up, a reset and an SRP sign-in."""
    challenges = 2 if stage.sms_factor == "ON" else 1
    return 2 * load.sign_ups + 2 * load.resets + (1 + challenges) * load.sign_ins + load.refreshes


def _users(stage: Billed, load: Load, prices: Prices) -> Line:
    users = max(load.users, load.registered) if stage.backup_asks_each else load.users
    return Line(
        what=f"Cognito, plan {stage.plan}",
        units=users,
        price=prices[f"cognito-{stage.plan.lower()}"],
    )


def _texts(load: Load, prices: Prices) -> Iterator[Line]:
    for country, share in load.shares.items():
        yield Line(what=f"SMS to {country}", units=load.texts * share, price=sms(prices, country))


def _requests(stage: Billed, load: Load, prices: Prices) -> Iterator[Line]:
    calls = _function_calls(load)
    yield Line(what="API Gateway", units=load.api_calls, price=prices["api-requests"])
    yield Line(
        what="data sent by the API",
        units=load.api_calls * API_ANSWER_BYTES / GB,
        price=prices["data-out"],
    )
    yield Line(what="Lambda, calls", units=calls, price=prices["lambda-requests"])
    yield Line(
        what="Lambda, computing",
        units=calls * FUNCTION_SECONDS * stage.memory_mb / 1024,
        price=prices["lambda-gb-seconds"],
    )
    if stage.tracing:
        first = min(load.api_calls, Decimal(SECONDS))
        traces = first + (load.api_calls - first) * TRACED
        yield Line(what="X-Ray", units=traces, price=prices["traces"])


def _function_calls(load: Load) -> Decimal:
    """Return the calls of the API's function, and the gate's at each sign-up and each text."""
    return load.api_calls + load.sign_ups + load.texts


def _inspected(stage: Billed, load: Load) -> Decimal:
    return stage.pool_acls * cognito_calls(stage, load) + stage.api_acls * load.api_calls


def _firewall(stage: Billed, load: Load, prices: Prices) -> Iterator[Line]:
    acls = Decimal(stage.pool_acls + stage.api_acls)
    yield Line(what="WAF, web ACLs", units=acls, price=prices["waf-acls"])
    yield Line(what="WAF, rules", units=Decimal(stage.waf_rules), price=prices["waf-rules"])
    yield Line(what="WAF, requests", units=_inspected(stage, load), price=prices["waf-requests"])


def _logs(stage: Billed, load: Load, prices: Prices) -> Iterator[Line]:
    made = (
        load.api_calls * ACCESS_LOG_BYTES
        + _function_calls(load) * FUNCTION_LOG_BYTES
        + _inspected(stage, load) * WAF_LOG_BYTES
    ) / GB
    written = made if load.logs_gb is None else load.logs_gb
    yield Line(what="logs, written", units=written, price=prices["logs-written"])
    yield Line(
        what=f"logs, kept {stage.log_months * 30} days",
        units=written * stage.log_months,
        price=prices["logs-kept"],
    )
    yield Line(what="alarms", units=Decimal(stage.alarms), price=prices["alarms"])
    yield Line(what="dashboards", units=Decimal(stage.dashboards), price=prices["dashboards"])
    yield Line(what="metrics", units=Decimal(stage.custom_metrics), price=prices["metrics"])


def _kept(stage: Billed, load: Load, prices: Prices) -> Iterator[Line]:
    yield Line(what="encryption keys", units=Decimal(stage.keys), price=prices["keys"])
    made = load.registered * BACKUP_BYTES * (stage.backup_days or 0) / GB
    yield Line(
        what="backups, kept" + (f" {stage.backup_days} days" if stage.backup_days else ""),
        units=made if load.backup_gb is None else load.backup_gb,
        price=prices["backup-gb"],
    )
