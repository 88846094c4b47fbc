"""The dashboard that whoever is on call reads, and the stack around it."""

import json
from collections.abc import Mapping
from typing import Any

from stacks.stage import Stage
from tests.assertions.monitoring.reading import ALARM, alarms, dashboard, shown, watched
from tests.templates import Template, of_type, one, packages


def test_the_dashboard_begins_with_every_alarm_and_its_rows_fill_the_page(
    monitoring: Template,
) -> None:
    widgets = dashboard(monitoring)
    title, status, *_ = widgets
    assert "docs/alarms.md" in title["properties"]["markdown"]
    alarms = status["properties"]["alarms"]
    assert {f"${{{name}.Arn}}" for name in of_type(monitoring, ALARM)} == {*alarms}
    lines: dict[int, list[Any]] = {}
    for widget in widgets:
        lines.setdefault(widget["y"], []).append(widget)
    below = 0
    for y, line in sorted(lines.items()):
        assert y == below
        assert sum(widget["width"] for widget in line) == 24
        below += max(widget["height"] for widget in line)


def test_the_dashboard_shows_what_each_alarm_is_about(monitoring: Template, stage: Stage) -> None:
    """By country and by reason, by a search: a new value needs no deployment."""
    widgets = dashboard(monitoring)
    said = json.dumps(widgets)
    for alarm in alarms(monitoring, stage).values():
        for metric in watched(alarm):
            assert metric.name in said
    for name, dimension in (
        ("SignUps", "Country"),
        ("RefusedNumbers", "Country"),
        ("Texts", "Country"),
        ("RefusedCallers", "Reason"),
    ):
        schema = f'{{"{stage.metrics_namespace}",{dimension}}} MetricName="{name}"'
        assert json.dumps(f"SEARCH('{schema}', 'Sum', 300)") in said


def test_the_dashboard_shows_the_age_that_the_backups_alarm_is_about(
    monitoring: Template, templates: Mapping[str, Template], stage: Stage
) -> None:
    graphs = [*shown(dashboard(monitoring))]
    ages = [metric for metric in graphs if metric.name == "BackupAge"]
    assert stage.backup.nightly == ("backup" in templates) == bool(ages)
    if stage.backup.nightly:
        (alarm,) = of_type(templates["backup"], ALARM).values()
        assert watched(alarm["Properties"]) == ages


def test_the_stack_holds_no_data_and_nobody_refers_to_it(
    monitoring: Template, templates: Mapping[str, Template]
) -> None:
    for name, resource in monitoring["Resources"].items():
        assert resource.get("DeletionPolicy", "Delete") == "Delete", name
    own = {p["Properties"]["Name"] for p in of_type(monitoring, "AWS::SSM::Parameter").values()}
    for part in ("identity", "api"):
        read = {p.get("Default") for p in templates[part].get("Parameters", {}).values()}
        assert not own & read


def test_the_functions_count_where_the_alarms_look(
    templates: Mapping[str, Template], stage: Stage
) -> None:
    for part in ("identity", "api"):
        for package, function in packages(templates[part]).items():
            if package != "sms_account":
                counted = function["Environment"]["Variables"]["METRICS_NAMESPACE"]
                assert counted == stage.metrics_namespace == f"{stage.project}/{stage.name}"


def test_who_confirms_is_counted_by_the_countries_of_the_stage(
    identity: Template, stage: Stage
) -> None:
    """By the one function that Cognito calls then: the default group's, or the gate."""
    triggers = one(identity, "AWS::Cognito::UserPool")["LambdaConfig"]
    (name, _) = triggers["PostConfirmation"]["Fn::GetAtt"]
    function = identity["Resources"][name]["Properties"]
    package = "default_group" if stage.users.default_group else "sign_up_gate"
    assert function == packages(identity)[package]
    countries = function["Environment"]["Variables"]["ALLOWED_COUNTRIES"]
    assert countries == ",".join(stage.sign_up.allowed_countries)
