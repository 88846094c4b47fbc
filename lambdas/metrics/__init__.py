"""Counts what a function sees, for CloudWatch: a package, of no handler.

A count is one line of the log in CloudWatch's embedded metric format, of which CloudWatch makes the
metric: no call, no permission, no wait. `METRICS_NAMESPACE` in the environment is where it counts;
without it nothing does. Each set of values of the dimensions is a metric that is paid by the month:
give it values of a fixed list, and nothing that somebody sent.

Source: CloudWatch user guide, "Specification: Embedded metric format".
"""

import json
import os
import sys
import time


def count(metric: str, **dimensions: str) -> None:
    """Count one, under the dimensions and, for the sum of all, under none."""
    namespace = os.environ.get("METRICS_NAMESPACE")
    if not namespace:
        return
    directive = {
        "Namespace": namespace,
        "Dimensions": [[*dimensions], []],
        "Metrics": [{"Name": metric, "Unit": "Count"}],
    }
    line = {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
        metric: 1,
        **dimensions,
    }
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
