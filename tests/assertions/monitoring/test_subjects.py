"""What is watched: each subject by the metric, the resource and the limit of the stage."""

from collections.abc import Mapping

from stacks.stage import Stage
from tests.assertions.monitoring.reading import alarms, dashboard, shown, watched
from tests.templates import Template, of_type, one, packages, text


def test_many_sign_ups_and_few_confirmations_are_an_alarm_of_each_country(
    monitoring: Template, stage: Stage
) -> None:
    found = alarms(monitoring, stage)
    pumping = {name[-2:]: a for name, a in found.items() if name.startswith("SmsPumping")}
    assert pumping.keys() == {*stage.sign_up.allowed_countries}
    for country, alarm in pumping.items():
        assert {(m.id, m.name, m.dimensions["Country"]) for m in watched(alarm)} == {
            ("part", "Confirmations", country),
            ("whole", "SignUps", country),
        }
        (ratio,) = [m["Expression"] for m in alarm["Metrics"] if "Expression" in m]
        assert ratio == "IF(FILL(whole, 0) >= 10, 100 * FILL(part, 0) / FILL(whole, 1), 100)"
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 50)


def test_sign_ins_that_fail_and_every_throttle_count(monitoring: Template, stage: Stage) -> None:
    found = alarms(monitoring, stage)
    parts = {(m.id, m.name, m.statistic) for m in watched(found["SignInFailures"])}
    assert found["SignInFailures"]["Threshold"] == 20
    assert parts == {
        ("part", "SignInSuccesses", "Sum"),
        ("whole", "SignInSuccesses", "SampleCount"),
    }
    for name in ("SignUpThrottles", "SignInThrottles"):
        (metric,) = watched(found[name])
        assert metric.name == name
        assert metric.dimensions == {
            "UserPool": "${UserPoolId}",
            "UserPoolClient": "${UserPoolClientId}",
        }


def test_sms_spend_is_told_at_three_shares_of_the_stages_limit(
    monitoring: Template, stage: Stage
) -> None:
    found = alarms(monitoring, stage)
    limit = stage.sms.monthly_limit_usd
    assert limit is not None
    for share in (50, 80, 95):
        alarm = found[f"SmsSpend{share}"]
        (metric,) = watched(alarm)
        assert metric.name == "SMSMonthToDateSpentUSD"
        assert alarm["Threshold"] == limit * share / 100
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_undelivered_codes_are_counted_in_the_pools_own_log(
    monitoring: Template, identity: Template, stage: Stage
) -> None:
    delivery = one(identity, "AWS::Cognito::LogDeliveryConfiguration")["LogConfigurations"]
    filter_ = one(monitoring, "AWS::Logs::MetricFilter")
    arn = text(delivery[0]["CloudWatchLogsConfiguration"]["LogGroupArn"])
    groups = of_type(identity, "AWS::Logs::LogGroup")
    (name,) = [logical_id for logical_id in groups if f"${{{logical_id}}}" in arn]
    assert filter_["LogGroupName"] == groups[name]["Properties"]["LogGroupName"]
    assert filter_["FilterPattern"] == ""
    (made,) = filter_["MetricTransformations"]
    (metric,) = watched(alarms(monitoring, stage)["UndeliveredTexts"])
    assert (made["MetricNamespace"], made["MetricName"]) == (metric.namespace, metric.name)


def test_every_function_that_answers_is_watched(
    monitoring: Template, templates: Mapping[str, Template], stage: Stage
) -> None:
    """By the name that its stack shares, for errors, throttles and a duration near its timeout."""
    found = alarms(monitoring, stage)
    for part, called, package in (
        ("identity", "SignUpGate", "sign_up_gate"),
        *([("identity", "DefaultGroup", "default_group")] if stage.users.default_group else []),
        ("api", "Claims", "claims"),
    ):
        function = packages(templates[part])[package]
        shared = monitoring["Parameters"][f"{called}Function"]["Default"]
        (name,) = [
            p["Properties"]["Value"]["Ref"]
            for p in of_type(templates[part], "AWS::SSM::Parameter").values()
            if p["Properties"]["Name"] == shared
        ]
        assert templates[part]["Resources"][name]["Properties"] == function
        for kind in ("Errors", "Throttles", "Duration"):
            alarm = found[f"{called}{kind}"]
            (metric,) = [m for m in watched(alarm) if m.namespace == "AWS/Lambda"]
            assert metric.name == kind
            assert metric.dimensions == {"FunctionName": f"${{{called}Function}}"}
        near = found[f"{called}Duration"]["Threshold"]
        assert near == function["Timeout"] * 1000 * 0.8


def test_the_gates_refusals_are_no_errors(monitoring: Template, stage: Stage) -> None:
    """It refuses by an exception, which Lambda counts as an error."""
    alarm = alarms(monitoring, stage)["SignUpGateErrors"]
    assert {(m.id, m.name) for m in watched(alarm)} == {
        ("errors", "Errors"),
        ("refused", "RefusedNumbers"),
    }
    (left,) = [m["Expression"] for m in alarm["Metrics"] if "Expression" in m]
    assert left == "FILL(errors, 0) - FILL(refused, 0)"


def test_the_api_is_watched_by_its_name_and_stage(
    monitoring: Template, api: Template, stage: Stage
) -> None:
    found = alarms(monitoring, stage)
    wanted = {
        "ApiName": one(api, "AWS::ApiGateway::RestApi")["Name"],
        "Stage": one(api, "AWS::ApiGateway::Stage")["StageName"],
    }
    for name, metric_name in (("4xx", "4XXError"), ("5xx", "5XXError"), ("Latency", "Latency")):
        (metric,) = watched(found[f"Api{name}"])
        assert (metric.name, metric.dimensions) == (metric_name, wanted)


def test_a_firewalls_blocks_are_counted_by_the_metric_that_it_names(
    monitoring: Template, templates: Mapping[str, Template], stage: Stage
) -> None:
    (metric,) = watched(alarms(monitoring, stage)["FirewallBlocks"])
    assert metric.dimensions["Rule"] == "ALL"
    for part in ("identity", "api"):
        acl = one(templates[part], "AWS::WAFv2::WebACL")
        assert metric.dimensions["WebACL"] == acl["VisibilityConfig"]["MetricName"]
        rules = {rule["VisibilityConfig"]["MetricName"] for rule in acl["Rules"]}
        blocks = [m for m in shown(dashboard(monitoring)) if m.name == "BlockedRequests"]
        assert {m.dimensions["Rule"] for m in blocks} == rules
