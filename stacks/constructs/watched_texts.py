"""What is watched of texts: what they cost, and whether they arrive."""

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from .alarms import Alarms
from .metrics import counted, searched, sms_spend
from .operator_dashboard import Graph, Row

SPENT_PERCENT = (50, 80, 95)
MANY_UNDELIVERED = 5  # in five minutes
UNDELIVERED = "UndeliveredTexts"


def watch_texts(
    alarms: Alarms, *, namespace: str, monthly_limit_usd: int | None, region: str | None
) -> Row:
    """Watch what is texted, and what SNS has spent of its limit.

    Args:
        alarms: to which those are added.
        namespace: where the gate counts.
        monthly_limit_usd: SNS's own limit; None: the stage does not know it.
        region: where SNS texts from, if not from here: no alarm sees a metric of another region
            (CloudWatch user guide, "Cross-account cross-Region CloudWatch console"); the
            dashboard does.
    """
    spend = sms_spend(region)
    if monthly_limit_usd is not None and region is None:
        for share in SPENT_PERCENT:
            alarms.add(
                f"SmsSpend{share}",
                spend,
                at_least=monthly_limit_usd * share / 100,
                # Between texts nothing may be published, and what was spent stays spent.
                missing=cloudwatch.TreatMissingData.IGNORE,
                do=f"{share} % of the month's SMS limit are spent; at 100 % nobody gets a code. "
                "If people sign up, raise SNS's quota, then sms.monthly_limit_usd; else treat it "
                "as SMS pumping.",
                see="sms-spend",
            )
    return Row(
        "Texts",
        [
            Graph("Texts let through, by country", [searched(namespace, "Texts", "Country")]),
            Graph("SMS spend of the month, USD", [spend], monthly_limit_usd),
            Graph("Codes not delivered", [counted(namespace, UNDELIVERED)], MANY_UNDELIVERED),
        ],
    )


def watch_undelivered(
    scope: Construct, alarms: Alarms, *, namespace: str, log_group_name: str
) -> None:
    """Watch the pool's log of messages that were not delivered, each event of which is one.

    Cognito developer guide, "Exporting logs from Amazon Cognito user pools": user notification logs
    have the level ERROR alone. The filter matches all, whatever their shape becomes.
    """
    logs.CfnMetricFilter(
        scope,
        UNDELIVERED,
        log_group_name=log_group_name,
        filter_pattern="",
        metric_transformations=[
            logs.CfnMetricFilter.MetricTransformationProperty(
                metric_name=UNDELIVERED, metric_namespace=namespace, metric_value="1", unit="Count"
            )
        ],
    )
    alarms.add(
        UNDELIVERED,
        counted(namespace, UNDELIVERED),
        at_least=MANY_UNDELIVERED,
        do="Codes do not arrive: the spend limit is reached, the account is in the SMS sandbox, or "
        "carriers refuse them. Read the reasons in the pool's notification log.",
        see="undelivered-codes",
    )
