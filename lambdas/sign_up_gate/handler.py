"""The Cognito triggers PreSignUp and CustomMessage: may this number receive an SMS?

On PostConfirmation, which it has in a stage with monitoring and no default group, it only counts.
"""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

from sign_up_gate.counts import count_confirmation, count_decision
from sign_up_gate.numbers import UNKNOWN_COUNTRY, Decision, Policy, Verdict, judge
from sign_up_gate.settings import SettingsError, read_policy
from sign_up_gate.trigger import (
    CUSTOM_MESSAGE,
    POST_CONFIRMATION,
    PRE_SIGN_UP,
    SIGN_UP,
    Trigger,
    read_trigger,
)

# The one answer to every refusal, so that it tells neither list nor reason. No full stop: the
# client reads Cognito's "PreSignUp failed with error <text>."
REFUSAL = "This phone number cannot be used"

logger = Logger("sign_up_gate")


class NumberRefusedError(Exception):
    """Stops the operation; Cognito shows the text to the client."""

    def __init__(self) -> None:
        super().__init__(REFUSAL)


def lambda_handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Let the operation go on, or stop it.

    An allowed number passes: on CustomMessage the event is returned as it came, so that Cognito
    sends the pool's own text. A test number confirms itself on SignUp, may be created by an
    administrator (with `MessageAction=SUPPRESS`), and is never texted: for it every CustomMessage
    is refused, password resets and attribute changes included.

    Raises:
        NumberRefusedError: the number is refused, the event is not understood, or the environment
            is wrong. Cognito then answers UserLambdaValidationException and sends nothing.
    """
    trigger = read_trigger(event)
    policy = _policy()
    if trigger.source in POST_CONFIRMATION:
        count_confirmation(event, policy)
        return event
    verdict = _verdict(trigger, policy)
    count_decision(trigger.source, verdict, policy)
    logger.info(
        "Sign-up gate",
        extra={
            "country": verdict.country,
            "decision": verdict.decision.value,
            "trigger_source": trigger.source,
        },
    )
    if verdict.decision is Decision.REFUSED:
        raise NumberRefusedError
    if trigger.source in PRE_SIGN_UP:
        confirmed = trigger.source == SIGN_UP and verdict.decision is Decision.TEST
        return {**event, "response": _pre_sign_up_response(confirmed=confirmed)}
    return event


def _verdict(trigger: Trigger, policy: Policy | None) -> Verdict:
    """Judge all numbers of an event as one: the strictest verdict stands.

    An allowed number beside a test number is a real phone, which has to confirm itself by SMS.
    """
    verdicts = [judge(number, policy) for number in trigger.numbers] if policy else []
    barred = [
        Verdict(Decision.REFUSED, verdict.country)
        for verdict in verdicts
        if not _may_pass(trigger.source, verdict.decision)
    ]
    real = [verdict for verdict in verdicts if verdict.decision is Decision.ALLOWED]
    return [*barred, *real, *verdicts, Verdict(Decision.REFUSED, UNKNOWN_COUNTRY)][0]


def _may_pass(source: str, decision: Decision) -> bool:
    if source in CUSTOM_MESSAGE:
        return decision is Decision.ALLOWED
    return source in PRE_SIGN_UP and decision is not Decision.REFUSED


def _pre_sign_up_response(*, confirmed: bool) -> dict[str, bool]:
    return {
        "autoConfirmUser": confirmed,
        "autoVerifyPhone": confirmed,
        "autoVerifyEmail": False,
    }


@cache
def _policy() -> Policy | None:
    """Read the environment once, at the cold start's first event; None refuses everything."""
    try:
        return read_policy(os.environ)
    except SettingsError:
        logger.exception("Every number is refused until the function's environment is put right")
        return None
