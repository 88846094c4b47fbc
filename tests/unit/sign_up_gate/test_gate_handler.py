"""What the gate answers to each trigger, and what it writes to the log."""

import copy
import re
from typing import Any

import pytest

from sign_up_gate.handler import REFUSAL
from tests.unit.sign_up_gate.cold_start import TEST_NUMBER, US_NUMBER, Gate, load_event

CANADIAN = "+14165550123"
BRITISH_FIXED_LINE = "+442079460958"
CUSTOM_MESSAGES = [
    "CustomMessage_SignUp",
    "CustomMessage_AdminCreateUser",
    "CustomMessage_ResendCode",
    "CustomMessage_ForgotPassword",
    "CustomMessage_UpdateUserAttribute",
    "CustomMessage_VerifyUserAttribute",
    "CustomMessage_Authentication",
]
SOURCES = ["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", *CUSTOM_MESSAGES]
NOT_CONFIRMED = {"autoConfirmUser": False, "autoVerifyPhone": False, "autoVerifyEmail": False}
CONFIRMED = {"autoConfirmUser": True, "autoVerifyPhone": True, "autoVerifyEmail": False}


@pytest.mark.parametrize("source", CUSTOM_MESSAGES)
def test_an_allowed_number_gets_the_pools_own_message(gate: Gate, source: str) -> None:
    event = load_event(source)
    assert gate.ask(copy.deepcopy(event)) == event


@pytest.mark.parametrize("source", ["PreSignUp_SignUp", "PreSignUp_AdminCreateUser"])
def test_an_allowed_number_signs_up_and_still_has_to_confirm(gate: Gate, source: str) -> None:
    event = load_event(source)
    assert gate.ask(event) == {**event, "response": NOT_CONFIRMED}


def test_a_confirmation_that_came_with_the_event_is_taken_back(gate: Gate) -> None:
    event = load_event("PreSignUp_SignUp")
    event["response"] = CONFIRMED
    assert gate.ask(event) == {**event, "response": NOT_CONFIRMED}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("number", [CANADIAN, BRITISH_FIXED_LINE, "+1 4155550100", "", None, 0])
def test_a_number_that_is_not_allowed_is_refused_at_every_trigger(
    gate: Gate, source: str, number: object
) -> None:
    assert gate.ask(load_event(source, number)) is None


def test_a_test_number_confirms_itself_on_sign_up(gate: Gate) -> None:
    answer = gate.ask(load_event("PreSignUp_SignUp", TEST_NUMBER))
    assert answer is not None
    assert answer["response"] == CONFIRMED


def test_a_test_number_made_by_an_administrator_is_not_confirmed_here(gate: Gate) -> None:
    answer = gate.ask(load_event("PreSignUp_AdminCreateUser", TEST_NUMBER))
    assert answer is not None
    assert answer["response"] == NOT_CONFIRMED


@pytest.mark.parametrize("source", CUSTOM_MESSAGES)
def test_a_test_number_is_never_texted(gate: Gate, source: str) -> None:
    assert gate.ask(load_event(source, TEST_NUMBER)) is None


@pytest.mark.parametrize(
    "source",
    [
        "PreSignUp_ExternalProvider",
        "PreSignUp",
        "presignup_signup",
        "CustomMessage_",
        "CustomMessage_SignUp\n",
        "CustomSMSSender_SignUp",
        "PostAuthentication_Authentication",
        "",
        None,
        7,
        ["PreSignUp_SignUp"],
        {"PreSignUp_SignUp": 1},
    ],
)
@pytest.mark.parametrize("number", [US_NUMBER, TEST_NUMBER])
def test_another_trigger_source_is_refused(gate: Gate, source: object, number: str) -> None:
    event = load_event("PreSignUp_SignUp", number)
    event["triggerSource"] = source
    assert gate.ask(event) is None
    assert gate.lines()[0]["trigger_source"] == "unknown"


@pytest.mark.parametrize(
    "event", [None, [], {}, "PreSignUp_SignUp", 0, True, [load_event("PreSignUp_SignUp")]]
)
def test_what_is_no_event_is_refused(gate: Gate, event: object) -> None:
    assert gate.ask(event) is None


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("hole", ["request", "userAttributes", "phone_number"])
@pytest.mark.parametrize("filling", ["absent", None, [], US_NUMBER.encode().hex(), 1])
def test_an_event_without_a_number_is_refused(
    gate: Gate, source: str, hole: str, filling: object
) -> None:
    event: dict[str, Any] = load_event(source)
    parent = {
        "request": event,
        "userAttributes": event["request"],
        "phone_number": event["request"]["userAttributes"],
    }[hole]
    parent[hole] = filling
    if filling == "absent":
        del parent[hole]
    assert gate.ask(event) is None


@pytest.mark.parametrize("source", SOURCES)
def test_a_phone_number_as_user_name_stands_in_for_the_attribute(gate: Gate, source: str) -> None:
    event = load_event(source)
    event["userName"] = event["request"]["userAttributes"].pop("phone_number")
    assert gate.ask(event) is not None


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("attribute", ["", None])
def test_a_user_name_does_not_stand_in_for_an_attribute_that_is_there(
    gate: Gate, source: str, attribute: str | None
) -> None:
    event = load_event(source, attribute)
    event["userName"] = US_NUMBER
    assert gate.ask(event) is None


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("name", "number"), [(CANADIAN, US_NUMBER), (US_NUMBER, CANADIAN)])
def test_user_name_and_attribute_must_both_pass(
    gate: Gate, source: str, name: str, number: str
) -> None:
    event = load_event(source, number)
    event["userName"] = name
    assert gate.ask(event) is None
    assert gate.lines()[0]["country"] == "CA", "the log names the country that was refused"


@pytest.mark.parametrize(("name", "number"), [(TEST_NUMBER, US_NUMBER), (US_NUMBER, TEST_NUMBER)])
def test_a_test_number_beside_a_real_one_confirms_nothing_and_is_not_texted(
    gate: Gate, name: str, number: str
) -> None:
    event = load_event("PreSignUp_SignUp", number)
    event["userName"] = name
    answer = gate.ask(event)
    assert answer is not None
    assert answer["response"] == NOT_CONFIRMED
    assert gate.ask({**event, "triggerSource": "CustomMessage_ResendCode"}) is None


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("number", "country"),
    [(US_NUMBER, "US"), (CANADIAN, "CA"), (TEST_NUMBER, "unknown"), ("+1 415 555 0100", "unknown")],
)
def test_the_log_has_country_decision_and_trigger_and_nothing_of_the_event(
    gate: Gate, source: str, number: str, country: str
) -> None:
    answer = gate.ask(load_event(source, number))
    [line] = gate.lines()
    confirmed = source == "PreSignUp_SignUp" and number == TEST_NUMBER
    created = source == "PreSignUp_AdminCreateUser" and number == TEST_NUMBER
    assert set(line) == {
        *("level", "location", "message", "timestamp", "service"),
        *("country", "decision", "trigger_source"),
    }
    assert line["country"] == country
    assert line["trigger_source"] == source
    assert line["decision"] == (
        "refused" if answer is None else "test" if confirmed or created else "allowed"
    )
    event = load_event(source, number)
    for secret in (number, number[1:], event["userName"], event["userPoolId"], "Ada", "{####}"):
        assert secret not in gate.log.getvalue()


def test_the_refusal_is_one_sentence_of_words_that_cognito_ends_with_a_full_stop() -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z ]+[a-z]", REFUSAL)
