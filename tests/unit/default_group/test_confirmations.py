"""Who confirms is counted by country, where the stage has monitoring, and joins all the same."""

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from default_group import handler
from tests.unit.default_group.event import EVENT

AMERICAN, CANADIAN = "+14155550100", "+14165550123"


@pytest.fixture(autouse=True)
def joined(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Who joined; the other tests of the function ask a user pool."""
    monkeypatch.setenv("DEFAULT_GROUP", "members")
    monkeypatch.setenv("METRICS_NAMESPACE", "shop/prod")
    handler._policy.cache_clear()
    users: list[str] = []
    with patch.object(handler, "join", lambda _pool, user, _group: users.append(user)):
        yield users
    handler._policy.cache_clear()


def _event(number: str, source: str = handler.SOURCE) -> dict[str, Any]:
    attributes = {**EVENT["request"]["userAttributes"], "phone_number": number}
    return {**EVENT, "triggerSource": source, "request": {"userAttributes": attributes}}


def _counted(capsys: pytest.CaptureFixture[str]) -> list[tuple[list[float], str]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(line.keys() == {"_aws", "Confirmations", "Country"} for line in lines)
    return [(line["Confirmations"], line["Country"]) for line in lines]


@pytest.mark.parametrize(("number", "country"), [(AMERICAN, "US"), (CANADIAN, "other")])
def test_a_confirmation_counts_under_a_country_of_the_stage_or_as_another(
    number: str,
    country: str,
    joined: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ALLOWED_COUNTRIES", "DE,US")
    event = _event(number)
    assert handler.lambda_handler(event, None) == event
    assert joined == [event["userName"]]
    assert _counted(capsys) == [([1.0], country)]


@pytest.mark.parametrize(
    "event", [_event(AMERICAN, "PostConfirmation_ConfirmForgotPassword"), {}, None, "x"]
)
def test_nothing_else_counts_as_one(
    event: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALLOWED_COUNTRIES", "DE,US")
    assert handler.lambda_handler(event, None) == event
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert not [line for line in lines if "Confirmations" in line]


def test_a_stage_without_monitoring_counts_no_confirmation(
    joined: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    handler.lambda_handler(_event(AMERICAN), None)
    assert (len(joined), _counted(capsys)) == (1, [])


def test_countries_that_are_none_are_told_in_the_log_and_to_no_user(
    joined: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("ALLOWED_COUNTRIES", "Germany")
    event = _event(AMERICAN)
    assert handler.lambda_handler(event, None) == event
    assert (len(joined), _counted(capsys)) == (1, [])
    assert "Confirmations are not counted" in caplog.text
