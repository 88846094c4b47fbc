"""A count is one line in CloudWatch's embedded metric format."""

import json
import time

import pytest

from metrics import count


@pytest.fixture(autouse=True)
def namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_NAMESPACE", "shop/prod")


def test_a_count_is_one_line_as_the_specification_has_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = int(time.time() * 1000)
    count("SignUps", Country="DE")
    (line,) = capsys.readouterr().out.splitlines()
    document = json.loads(line)
    assert before <= document["_aws"].pop("Timestamp") <= time.time() * 1000
    assert document == {
        "_aws": {
            "CloudWatchMetrics": [
                {
                    "Namespace": "shop/prod",
                    "Dimensions": [[], ["Country"]],
                    "Metrics": [{"Name": "SignUps", "Unit": "Count"}],
                }
            ]
        },
        "SignUps": [1.0],
        "Country": "DE",
    }


def test_none_can_be_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A metric that others are compared with is there before its first event."""
    count("Confirmations", 0, Country="DE")
    assert json.loads(capsys.readouterr().out)["Confirmations"] == [0.0]


def test_without_a_namespace_nothing_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("METRICS_NAMESPACE")
    count("SignUps", Country="DE")
    assert capsys.readouterr().out == ""
