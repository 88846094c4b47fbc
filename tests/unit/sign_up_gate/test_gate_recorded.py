"""What Cognito has really sent to these triggers, as far as it is public.

The shapes are those of PreSignUp events in aws-amplify/docs issue 4147 and localstack issue 9349,
and of CustomMessage events in DefinitelyTyped pull request 62357. Names, ids and numbers are
invented.
"""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sign_up_gate.cold_start import TEST_NUMBER, Gate

EVENTS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "events" / "recorded.json").read_text()
)
by_source = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["triggerSource"])


@by_source
def test_a_recorded_event_of_an_allowed_number_passes_with_nothing_changed(
    gate: Gate, event: dict[str, Any]
) -> None:
    assert gate.ask(copy.deepcopy(event)) == event


@by_source
def test_a_recorded_event_of_another_number_is_refused(gate: Gate, event: dict[str, Any]) -> None:
    event = copy.deepcopy(event)
    event["request"]["userAttributes"]["phone_number"] = "+14165550123"
    assert gate.ask(event) is None


@by_source
def test_a_recorded_event_of_a_test_number_is_never_texted(
    gate: Gate, event: dict[str, Any]
) -> None:
    event = copy.deepcopy(event)
    event["request"]["userAttributes"]["phone_number"] = TEST_NUMBER
    assert (gate.ask(event) is None) == event["triggerSource"].startswith("CustomMessage")
