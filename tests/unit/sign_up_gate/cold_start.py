"""The gate with an environment of its own, the events Cognito sends it, and what it logs."""

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sign_up_gate import handler

US_NUMBER = "+14155550100"
TEST_NUMBER = "+447700900123"  # reserved for fiction, so no valid number: a test number need not be


def load_event(source: str, phone_number: object = US_NUMBER) -> dict[str, Any]:
    """Return the event that Cognito sends from a trigger source, about a number."""
    kind = "pre_sign_up" if source.startswith("PreSignUp") else "custom_message"
    event: dict[str, Any] = json.loads(
        (Path(__file__).parent / "events" / f"{kind}.json").read_text()
    )
    event["triggerSource"] = source
    event["request"]["userAttributes"]["phone_number"] = phone_number
    return event


class Gate:
    """A cold-started function.

    Attributes:
        log: all that it wrote to the log.
    """

    def __init__(self) -> None:
        self.log = io.StringIO()

    def ask(self, event: Any) -> dict[str, Any] | None:
        """Return the function's answer, or None for the refusal.

        Any other error leaves as an assertion: so does a refusal that says more than its sentence,
        or that drags another error along, which may quote the number.
        """
        try:
            return handler.lambda_handler(event, None)
        except Exception as error:  # noqa: BLE001 - that no other error leaves is what is tested
            refusal = error
        said = (type(refusal), refusal.args, refusal.__context__)
        assert said == (handler.NumberRefusedError, (handler.REFUSAL,), None)
        return None

    def lines(self) -> list[dict[str, Any]]:
        """Return the log lines."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@contextmanager
def cold_start(**environment: str) -> Iterator[Gate]:
    """Start the function in an environment that holds these variables and no others."""
    gate = Gate()
    stream = handler.logger.registered_handler
    assert hasattr(stream, "setStream")
    before = stream.setStream(gate.log)
    handler._policy.cache_clear()
    with mock.patch.dict(os.environ, environment, clear=True):
        yield gate
    stream.setStream(before)
    handler._policy.cache_clear()
