"""The environment of the function, and what it tells of its failures."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from default_group import handler, joining
from tests.environment import forget_aws
from tests.unit.default_group.event import GROUP, NAMESPACE

PERSONAL = ("5f0c1a52", "+1415", "Ada", "the page")
Told = Callable[[], list[str]]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment of the function, and a client of its own for each test."""
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "joins")
    monkeypatch.setenv("DEFAULT_GROUP", GROUP)
    monkeypatch.setenv("METRICS_NAMESPACE", NAMESPACE)
    joining.cognito.cache_clear()
    yield
    joining.cognito.cache_clear()


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Told:
    """Tell the failures that are in the log, each counted where the alarm reads, and by no name."""

    def failures() -> list[str]:
        metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        said = [str(vars(record)) for record in caplog.records]
        assert not [part for part in PERSONAL if part in f"{said}{metrics}"]
        assert {record.levelname for record in caplog.records} <= {"ERROR"}
        assert metrics == [_metric(one) for one in metrics]
        assert len(metrics) == len(caplog.records)
        return [vars(record)["failure"] for record in caplog.records]

    return failures


def _metric(written: dict[str, Any]) -> dict[str, Any]:
    """Return the metric in CloudWatch's embedded format, with the time at which one was written."""
    counted = {
        "Namespace": NAMESPACE,
        "Dimensions": [[], ["FunctionName"]],
        "Metrics": [{"Name": handler.FAILURES, "Unit": "Count"}],
    }
    at = written["_aws"]["Timestamp"]
    return {
        "_aws": {"Timestamp": at, "CloudWatchMetrics": [counted]},
        "FunctionName": "joins",
        handler.FAILURES: [1.0],
    }
