"""Who is refused is counted by the reason, where the stage has monitoring."""

import json
from typing import Any

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Answer, Call


def _counted(answer: Answer) -> list[Any]:
    """The lines of the log that are metrics."""
    lines = [json.loads(line) for line in answer.log.splitlines()]
    return [line for line in lines if "_aws" in line]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_NAMESPACE", "shop/prod")


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (user_pool.me_event("Bearer x.y.z", {"sub": "x"}), "MalformedTokenError"),
        (user_pool.me_event("Bearer x.y.z", {}), "UnverifiedTokenError"),
        (user_pool.me_event(None, {}), "MissingTokenError"),
        ({}, "MalformedEventError"),
        (None, "MalformedEventError"),
    ],
)
def test_a_refusal_counts_one_by_its_reason(call: Call, event: object, reason: str) -> None:
    (line,) = _counted(call(event))
    assert line.keys() == {"_aws", "RefusedCallers", "Reason"}
    assert (line["RefusedCallers"], line["Reason"]) == ([1.0], reason)


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("path", ["/nothing", "/me/"])
def test_what_is_no_refusal_of_a_caller_counts_nothing(call: Call, path: str) -> None:
    assert _counted(call({**user_pool.genuine_event(), "path": path})) == []


@pytest.mark.usefixtures("counting")
def test_who_is_answered_counts_nothing(call: Call) -> None:
    answer = call(user_pool.genuine_event())
    assert (answer.status, _counted(answer)) == (200, [])


def test_a_stage_without_monitoring_counts_nothing(call: Call) -> None:
    assert _counted(call({})) == []
