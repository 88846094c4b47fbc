"""The metrics that a stage pays for: each that an alarm watches, and those of its own."""

from collections.abc import Iterable, Mapping
from typing import Any

Metric = tuple[str, str]
"""Namespace and name."""


def watched(alarm: Mapping[str, Any]) -> list[Metric]:
    """Return the metrics that an alarm watches: one, or all that its expression is made of."""
    if "Metrics" not in alarm:
        return [_metric(alarm)]
    stats = [one["MetricStat"]["Metric"] for one in alarm["Metrics"] if "MetricStat" in one]
    return [_metric(stat) for stat in stats]


def own_metrics(
    alarms: Iterable[Mapping[str, Any]], filters: Iterable[Mapping[str, Any]]
) -> set[Metric]:
    """Return the metrics that AWS does not publish itself: of alarms, and of log filters."""
    found = [metric for alarm in alarms for metric in watched(alarm)]
    found += [
        (str(made["MetricNamespace"]), str(made["MetricName"]))
        for one in filters
        for made in one["MetricTransformations"]
    ]
    return {metric for metric in found if not metric[0].startswith("AWS/")}


def _metric(named: Mapping[str, Any]) -> Metric:
    return str(named["Namespace"]), str(named["MetricName"])
