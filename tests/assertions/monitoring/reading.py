"""Reading the template of what watches a stage: alarms, graphs, and the metrics of both."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from stacks.stage import Stage
from tests.conftest import ROOT
from tests.templates import Template, of_type, one, text

ALARM, DASHBOARD = "AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard"


class Metric(NamedTuple):
    """A metric as an alarm or a graph asks for it."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str
    id: str = ""


def alarms(monitoring: Template, stage: Stage) -> dict[str, Any]:
    """The properties of each alarm, by what its name says after the stage's."""
    found = [r["Properties"] for r in of_type(monitoring, ALARM).values()]
    start = f"{stage.project}-{stage.name}-"
    assert all(alarm["AlarmName"].startswith(start) for alarm in found)
    return {alarm["AlarmName"].removeprefix(start): alarm for alarm in found}


def watched(alarm: Any) -> list[Metric]:
    """The metrics that an alarm is about."""
    if "Metrics" not in alarm:
        return [_metric(alarm, alarm.get("Statistic", alarm.get("ExtendedStatistic")))]
    asked = [m for m in alarm["Metrics"] if "MetricStat" in m]
    return [_metric(m["MetricStat"]["Metric"], m["MetricStat"]["Stat"], m["Id"]) for m in asked]


def _metric(said: Any, statistic: str, id_: str = "") -> Metric:
    dimensions = {d["Name"]: text(d["Value"]) for d in said.get("Dimensions", [])}
    return Metric(said["Namespace"], said["MetricName"], dimensions, statistic, id_)


def dashboard(monitoring: Template) -> list[Any]:
    """The widgets of the dashboard."""
    body = json.loads(text(one(monitoring, DASHBOARD)["DashboardBody"]))
    widgets: list[Any] = body["widgets"]
    return widgets


def shown(widgets: list[Any]) -> Iterator[Metric]:
    """Yield the metrics of all graphs; a search is none."""
    for metric in (m for w in widgets for m in w["properties"].get("metrics", [])):
        if isinstance(metric[0], str):
            namespace, name, *rest = metric
            options = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            names = zip(rest[::2], rest[1::2], strict=True)
            yield Metric(namespace, name, dict(names), options.get("stat", "Average"))


def sections() -> set[str]:
    """The anchors of docs/alarms.md below its heading of the alarms."""
    page = (ROOT / "docs/alarms.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("### ")]
    return {heading.removeprefix("### ").lower().replace(" ", "-") for heading in headings}
