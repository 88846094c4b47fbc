"""Each alarm: whom it tells, what it says, and that its metric is one that there is."""

from stacks.stage import Stage
from tests.assertions.monitoring.reading import alarms, dashboard, sections, shown, watched
from tests.samples import REFERENCE
from tests.templates import Template, of_type

# By namespace: the dimensions, and the metrics with the statistics that mean something. From the
# Cognito developer guide ("User pool metrics in CloudWatch"), the SNS developer guide ("Monitoring
# Amazon SNS topics using CloudWatch"), the API Gateway developer guide ("Amazon API Gateway
# dimensions and metrics"), the Lambda developer guide ("Types of metrics for Lambda functions")
# and the WAF developer guide ("AWS WAF metrics and dimensions").
DOCUMENTED: dict[str, tuple[set[str], dict[str, set[str]]]] = {
    "AWS/Cognito": (
        {"UserPool", "UserPoolClient"},
        {
            "SignUpSuccesses": {"Sum", "Average", "SampleCount"},
            "SignUpThrottles": {"Sum"},
            "SignInSuccesses": {"Sum", "Average", "SampleCount"},
            "SignInThrottles": {"Sum"},
            "TokenRefreshThrottles": {"Sum"},
        },
    ),
    "AWS/SNS": (set(), {"SMSMonthToDateSpentUSD": {"Maximum"}}),
    "AWS/ApiGateway": (
        {"ApiName", "Stage"},
        {
            "Count": {"SampleCount"},
            "4XXError": {"Sum", "Average"},
            "5XXError": {"Sum", "Average"},
            "Latency": {"p99"},
        },
    ),
    "AWS/Lambda": (
        {"FunctionName"},
        {
            "Invocations": {"Sum"},
            "Errors": {"Sum"},
            "Throttles": {"Sum"},
            "Duration": {"Maximum"},
        },
    ),
    "AWS/WAFV2": ({"WebACL", "Region", "Rule"}, {"BlockedRequests": {"Sum"}}),
}
# What our functions and the metric filter count (lambdas/, stacks/constructs/watched_texts.py).
OWN = {
    "SignUps": {"Country"},
    "Confirmations": {"Country"},
    "RefusedNumbers": set(),
    "RefusedCallers": set(),
    "UndeliveredTexts": set(),
    "Failures": set(),  # of the default group's function
}


def test_every_alarm_tells_the_topic_of_trouble_and_of_its_end(
    monitoring: Template, stage: Stage
) -> None:
    (topic,) = of_type(monitoring, "AWS::SNS::Topic")
    found = alarms(monitoring, stage)
    assert found
    for alarm in found.values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": topic}]
        assert "ActionsEnabled" not in alarm  # on, unless it says otherwise


def test_every_alarm_says_what_to_do_and_where_more_of_that_stands(
    monitoring: Template, stage: Stage
) -> None:
    headings = sections()
    for name, alarm in alarms(monitoring, stage).items():
        said, link, section = alarm["AlarmDescription"].partition(" See docs/alarms.md#")
        assert link, name
        assert section in headings, name
        assert len(said.split()) > 10, name
        assert len(alarm["AlarmDescription"]) <= 1024, name  # CloudWatch's limit


def test_the_page_has_a_section_for_these_alarms_and_no_other(
    monitoring: Template, stage: Stage
) -> None:
    linked = {a["AlarmDescription"].rpartition("#")[2] for a in alarms(monitoring, stage).values()}
    assert linked <= sections()
    if stage is REFERENCE:  # which has everything that can be watched
        assert linked == sections()


def test_every_alarm_says_what_no_data_means(monitoring: Template, stage: Stage) -> None:
    """Nothing happens, which is well; but what was spent stays spent."""
    for name, alarm in alarms(monitoring, stage).items():
        wanted = "ignore" if name.startswith("SmsSpend") else "notBreaching"
        assert alarm["TreatMissingData"] == wanted, name


def test_every_metric_is_one_that_aws_documents_or_that_we_count(
    monitoring: Template, stage: Stage
) -> None:
    asked = [m for alarm in alarms(monitoring, stage).values() for m in watched(alarm)]
    for metric in (*asked, *shown(dashboard(monitoring))):
        if metric.namespace == stage.metrics_namespace:
            assert metric.dimensions.keys() == OWN[metric.name], metric
            assert metric.statistic == "Sum", metric
        elif metric.name == "BackupAge":  # of the backup function's log, in its stack's namespace
            assert metric == (
                f"{stage.project}-{stage.name}-backup",
                "BackupAge",
                {},
                "Minimum",
                "",
            )
        else:
            dimensions, metrics = DOCUMENTED[metric.namespace]
            assert metric.dimensions.keys() == dimensions, metric
            assert metric.statistic in metrics[metric.name], metric
