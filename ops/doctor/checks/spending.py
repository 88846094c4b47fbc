"""What SNS may spend on texts, and has spent this month."""

from datetime import UTC, datetime, timedelta

from ...deployment.stack import properties
from ...errors import OpsError
from ..case import Case
from ..finding import Finding, Findings, amber, green, red, unknown

MOST_OF_IT = 0.8  # of a limit: from here on somebody should ask for more
_ACCOUNT = "Custom::SmsAccount"


def limit(case: Case) -> Findings:
    """SNS has the spend limit that the stage was deployed with."""
    seen = _limit(case)
    wanted = _wanted_limit(case)
    if seen is None:
        yield amber(
            "monthly limit",
            f"none is set in {case.sms_region}: AWS's own holds, 1 USD a month in a new account",
            "ask AWS for what you need, then set sms.monthly_limit_usd of one stage there",
        )
    elif wanted is not None and seen != wanted:
        yield amber(
            "monthly limit",
            f"{seen:g} USD in {case.sms_region}, and the stage was deployed with {wanted:g}",
            f"change one of the two, then run `{case.deploy}`",
        )
    else:
        yield green("monthly limit", f"{seen:g} USD in {case.sms_region}")


def spend(case: Case) -> Findings:
    """What was spent this month leaves room below the limit."""
    spent = _spent(case)
    if spent is None and case.local:
        sentence = "the embedded cloud texts nobody and reports no spend"
        yield unknown("month to date", sentence, "nothing here: a stage on AWS tells")
    elif spent is None:
        yield unknown(
            "month to date",
            f"CloudWatch has no SMSMonthToDateSpentUSD of this month in {case.sms_region}",
            "wait for the first SMS of the month: SNS reports it then",
        )
    else:
        yield _judged_spend(spent, _limit(case))


def _judged_spend(spent: float, most: float | None) -> Finding:
    raise_it = "raise sms.monthly_limit_usd; above AWS's quota, ask AWS first"
    if most is None:
        return green("month to date", f"{spent:g} USD, of no limit that is set")
    sentence = f"{spent:g} of {most:g} USD"
    if spent >= most:
        return red("month to date", f"{sentence}: SNS texts nobody any more", raise_it)
    if spent >= MOST_OF_IT * most:
        return amber("month to date", f"{sentence}: SNS stops at the limit", raise_it)
    return green("month to date", sentence)


def _spent(case: Case) -> float | None:
    """Return the newest value of this month in USD; the metric has no dimensions."""
    now = datetime.now(UTC)
    points = case.client("cloudwatch", case.sms_region).get_metric_statistics(
        Namespace="AWS/SNS",
        MetricName="SMSMonthToDateSpentUSD",
        StartTime=now.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
        EndTime=now + timedelta(minutes=1),
        Period=3600,
        Statistics=["Maximum"],
    )["Datapoints"]
    newest = max(points, key=lambda point: point["Timestamp"], default=None)
    return None if newest is None else float(newest["Maximum"])


def _limit(case: Case) -> float | None:
    """Return what SNS may spend a month in USD; None where nobody has set it."""
    answer = case.client("sns", case.sms_region).get_sms_attributes(
        attributes=["MonthlySpendLimit"]
    )
    found = answer.get("attributes", {}).get("MonthlySpendLimit")
    return None if found is None else float(found)


def _wanted_limit(case: Case) -> float | None:
    """Return what the stage was deployed with; None where it sets no limit, or is not deployed."""
    if isinstance(case.found, OpsError):
        return None
    identity = case.found.identity
    limits = [properties(identity.resources[i]) for i in identity.of_type(_ACCOUNT)]
    return float(limits[0]["MonthlySpendLimit"]) if limits else None
