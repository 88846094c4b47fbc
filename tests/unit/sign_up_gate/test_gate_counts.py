"""What the gate counts: by a country of the stage, or as another, and never a number."""

import json
from collections.abc import Iterator

import pytest

from tests.unit.sign_up_gate.cold_start import (
    TEST_NUMBER,
    US_NUMBER,
    Gate,
    cold_start,
    load_event,
)

CONFIRMED = "PostConfirmation_ConfirmSignUp"
RESET = "PostConfirmation_ConfirmForgotPassword"
BRITISH = "+447400123456"
BRITISH_FIXED_LINE = "+442079460958"
CANADIAN = "+14165550123"
SETTINGS = {
    "ALLOWED_COUNTRIES": "US,GB",
    "TEST_NUMBERS": TEST_NUMBER,
    "METRICS_NAMESPACE": "shop/prod",
}


@pytest.fixture
def counting() -> Iterator[Gate]:
    with cold_start(**SETTINGS) as gate:
        yield gate


def _counted(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Each count as its metric, of none as such, and its country; the line has nothing else."""
    found = []
    for line in capsys.readouterr().out.splitlines():
        document = json.loads(line)
        (directive,) = document["_aws"]["CloudWatchMetrics"]
        (metric,) = directive["Metrics"]
        assert document.keys() == {"_aws", metric["Name"], "Country"}
        (number,) = document[metric["Name"]]
        found.append((f"{'' if number else '0 '}{metric['Name']}", document["Country"]))
    return found


@pytest.mark.parametrize(
    ("source", "number", "counted"),
    [
        ("PreSignUp_SignUp", US_NUMBER, [("SignUps", "US"), ("0 Confirmations", "US")]),
        ("PreSignUp_SignUp", BRITISH, [("SignUps", "GB"), ("0 Confirmations", "GB")]),
        ("PreSignUp_SignUp", BRITISH_FIXED_LINE, [("RefusedNumbers", "GB")]),
        ("PreSignUp_SignUp", TEST_NUMBER, []),
        ("PreSignUp_AdminCreateUser", US_NUMBER, []),
        ("CustomMessage_ResendCode", US_NUMBER, [("Texts", "US")]),
        ("CustomMessage_ForgotPassword", BRITISH, [("Texts", "GB")]),
        (CONFIRMED, US_NUMBER, [("Confirmations", "US")]),
        (CONFIRMED, CANADIAN, [("Confirmations", "other")]),
        (CONFIRMED, TEST_NUMBER, []),
        (RESET, US_NUMBER, []),
    ],
)
def test_a_decision_counts_under_its_country(
    counting: Gate,
    capsys: pytest.CaptureFixture[str],
    source: str,
    number: str,
    counted: list[tuple[str, str]],
) -> None:
    counting.ask(load_event(source, number))
    assert _counted(capsys) == counted


@pytest.mark.parametrize("number", [CANADIAN, "+33612345678", "+999", "x", "", None, 7, {"a": 1}])
def test_whoever_makes_up_numbers_makes_no_new_metric(
    counting: Gate, capsys: pytest.CaptureFixture[str], number: object
) -> None:
    counting.ask(load_event("PreSignUp_SignUp", number))
    assert _counted(capsys) == [("RefusedNumbers", "other")]


@pytest.mark.parametrize("source", [CONFIRMED, RESET])
@pytest.mark.parametrize("number", [US_NUMBER, CANADIAN, TEST_NUMBER, "x", None])
@pytest.mark.parametrize("settings", [SETTINGS, {}], ids=["counting", "without settings"])
def test_a_confirmation_goes_on_whatever_is_counted(
    source: str, number: object, settings: dict[str, str]
) -> None:
    event = load_event(source, number)
    with cold_start(**settings) as gate:
        assert gate.ask(event) == event


def test_a_confirmation_without_a_number_counts_nowhere(
    counting: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    event = load_event(CONFIRMED)
    del event["request"]["userAttributes"]["phone_number"]
    assert counting.ask(event) == event
    assert _counted(capsys) == []


def test_without_a_policy_nothing_is_decided_and_nothing_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lambda's errors then exceed the refusals, which is what the alarm sees."""
    with cold_start(METRICS_NAMESPACE="shop/prod") as gate:
        assert gate.ask(load_event("PreSignUp_SignUp")) is None
    assert _counted(capsys) == []


def test_a_stage_without_monitoring_counts_nothing(
    gate: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    gate.ask(load_event("PreSignUp_SignUp"))
    assert capsys.readouterr().out == ""
