"""The dashboard of a stage of many countries, by what CloudWatch takes in one."""

import json

import aws_cdk as cdk
from aws_cdk import assertions
from aws_cdk import aws_sns as sns

from stacks.constructs.alarms import Alarms
from stacks.constructs.operator_dashboard import OperatorDashboard
from stacks.constructs.watched_users import COUNTRIES_IN_GRAPH, watch_sign_ups
from tests.templates import text

# CloudWatch: "Dashboard Body Structure and Syntax" (alarms), "Using math expressions with
# CloudWatch metrics" (of one graph), "CloudWatch service quotas" (of all graphs).
IN_ALARM_WIDGET, IN_GRAPH, IN_ALL = 100, 500, 2500


def test_cloudwatch_takes_the_dashboard_of_a_stage_of_many_countries() -> None:
    """With an alarm more in a widget, or a metric more in a graph, the deployment fails."""
    stack = cdk.Stack()
    alarms = Alarms(stack, "Alarms", topic=sns.Topic(stack, "T"), name="s", metric_math=True)
    row = watch_sign_ups(
        alarms,
        namespace="shop/prod",
        user_pool_id="pool",
        client_id="client",
        countries=[f"C{number}" for number in range(COUNTRIES_IN_GRAPH + 1)],
    )
    OperatorDashboard(stack, "Dashboard", name="s", alarms=alarms.made, rows=[row])
    template = assertions.Template.from_stack(stack)
    (made,) = template.find_resources("AWS::CloudWatch::Dashboard").values()
    shown = [
        w["properties"] for w in json.loads(text(made["Properties"]["DashboardBody"]))["widgets"]
    ]
    in_widgets = [len(one["alarms"]) for one in shown if "alarms" in one]
    in_graphs = [len(one["metrics"]) for one in shown if "metrics" in one]
    assert sum(in_widgets) == len(alarms.made) > IN_ALARM_WIDGET
    assert max(in_widgets) <= IN_ALARM_WIDGET
    assert max(in_graphs) <= IN_GRAPH
    assert sum(in_graphs) <= IN_ALL
