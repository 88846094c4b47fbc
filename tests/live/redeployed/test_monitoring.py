"""The monitoring stack where it is deployed: it is what its template says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.deployment.environment import LOCAL
from ops.people import accounts
from ops.people.person import Person
from stages import STAGES
from tests.live.clients import refusal
from tests.live.redeployed.conftest import NAMESPACE, CloudWatch
from tests.templates import Template, load, of_type

pytestmark = pytest.mark.usefixtures("monitored")
STAGE = f"{STAGES[LOCAL].project}-{LOCAL}"
FILTER = "AWS::Logs::MetricFilter"
LANDLINE = "+442079460958"


def _alarms(cloudwatch: CloudWatch) -> dict[str, Any]:
    """The alarms that tell somebody, by name: those of the identity stack do not."""
    found = cloudwatch.describe_alarms(AlarmNamePrefix=f"{STAGE}-")["MetricAlarms"]
    return {alarm["AlarmName"]: alarm for alarm in found if alarm["AlarmActions"]}


def _resolved(template: Template, dimensions: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Read from SSM what the template names by its parameters, as CloudFormation has."""
    ssm = boto3.client("ssm")

    def value(of: Any) -> Any:
        if not isinstance(of, dict):
            return of
        name = template["Parameters"][of["Ref"]]["Default"]
        return ssm.get_parameter(Name=name)["Parameter"]["Value"]

    return [{"Name": one["Name"], "Value": value(one["Value"])} for one in dimensions]


def test_every_alarm_is_deployed_as_the_template_has_it(
    monitored: Template, cloudwatch: CloudWatch, topic: str
) -> None:
    wanted = [r["Properties"] for r in of_type(monitored, "AWS::CloudWatch::Alarm").values()]
    found = _alarms(cloudwatch)
    assert found.keys() == {alarm["AlarmName"] for alarm in wanted}
    for alarm in wanted:
        seen = found[alarm["AlarmName"]]
        for name in ("MetricName", "Namespace", "Threshold", "TreatMissingData", "Period"):
            assert seen[name] == alarm[name], (alarm["AlarmName"], name)
        assert seen["AlarmDescription"] == alarm["AlarmDescription"]
        assert seen["Dimensions"] == _resolved(monitored, alarm.get("Dimensions", []))
        assert seen["AlarmActions"] == seen["OKActions"] == [topic]


def test_the_functions_and_the_pool_that_are_watched_exist(
    cloudwatch: CloudWatch, pool_id: str, client_id: str
) -> None:
    found = {
        dimension["Name"]: dimension["Value"]
        for alarm in _alarms(cloudwatch).values()
        for dimension in alarm["Dimensions"]
    }
    assert (found["UserPool"], found["UserPoolClient"]) == (pool_id, client_id)
    boto3.client("lambda").get_function(FunctionName=found["FunctionName"])
    apis = boto3.client("apigateway").get_rest_apis()["items"]
    assert found["ApiName"] in {api["name"] for api in apis}


def test_the_dashboard_is_there_with_its_functions_and_alarms_filled_in(
    cloudwatch: CloudWatch,
) -> None:
    body = json.loads(cloudwatch.get_dashboard(DashboardName=STAGE)["DashboardBody"])
    status = next(w for w in body["widgets"] if w["type"] == "alarm")
    arns = [alarm["AlarmArn"] for alarm in _alarms(cloudwatch).values()]
    assert sorted(status["properties"]["alarms"]) == sorted(arns)
    assert '"Ref"' not in json.dumps(body)


def test_a_refusal_is_counted_in_the_gates_log_and_names_no_number(
    cognito: Any, client_id: str
) -> None:
    """MiniStack makes no metric of it, as AWS does."""
    refusal(accounts.sign_up, cognito, client_id, Person(phone_number=LANDLINE))
    name = boto3.client("ssm").get_parameter(Name=f"/{NAMESPACE}/SignUpGateFunction")
    function = boto3.client("lambda").get_function_configuration(
        FunctionName=name["Parameter"]["Value"]
    )
    events = boto3.client("logs").filter_log_events(
        logGroupName=function["LoggingConfig"]["LogGroup"], filterPattern="RefusedNumbers"
    )["events"]
    (line, *_) = [json.loads(event["message"]) for event in events]
    assert (line["RefusedNumbers"], line["Country"]) == ([1], "GB")
    assert line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == NAMESPACE
    assert line.keys() == {"_aws", "RefusedNumbers", "Country"}


def test_undelivered_messages_are_counted_by_a_filter_of_the_pools_log(
    assemblies: Mapping[str, Path],
) -> None:
    """By the filter of a stage that has that log, beside the log alone."""
    stage = next(stage for stage in STAGES.values() if stage.observation.monitoring)
    (filter_,) = of_type(load(assemblies[stage.name], "monitoring"), FILTER).values()
    group = filter_["Properties"]["LogGroupName"]
    log = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": group}}
    template = {"Resources": {"Log": log, "Filter": {**filter_, "DependsOn": "Log"}}}
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(StackName="filter", TemplateBody=json.dumps(template))
    try:
        cloudformation.get_waiter("stack_create_complete").wait(StackName="filter")
        found = boto3.client("logs").describe_metric_filters(logGroupName=group)
    finally:
        cloudformation.delete_stack(StackName="filter")
    (seen,) = found["metricFilters"]
    assert seen["filterPattern"] == ""
    assert seen["metricTransformations"] == [
        {
            "metricName": "UndeliveredTexts",
            "metricNamespace": f"{stage.project}/{stage.name}",
            "metricValue": "1",
            "unit": "Count",
        }
    ]
