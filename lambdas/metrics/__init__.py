"""Counts what a function sees, for CloudWatch: a package, of no handler.

A count is one line of the log in CloudWatch's embedded metric format, of which CloudWatch makes the
metric: no call, no permission, no wait. `METRICS_NAMESPACE` in the environment is where it counts;
without it nothing does. Each set of values of the dimensions is a metric that is paid by the month:
give it values of a fixed list, and nothing that somebody sent.

Source: CloudWatch user guide, "Specification: Embedded metric format".
"""

import os

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit


def count(metric: str, number: int = 1, /, **dimensions: str) -> None:
    """Count one, or another number, under the dimensions and, for the sum of all, under none."""
    namespace = os.environ.get("METRICS_NAMESPACE")
    if not namespace:
        return
    line = EphemeralMetrics(namespace=namespace)
    line.add_metric(name=metric, unit=MetricUnit.Count, value=number)
    line.add_dimensions(**dimensions)  # one set of them more than the empty one
    line.flush_metrics()
