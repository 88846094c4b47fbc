"""The Cognito trigger PostConfirmation: who has confirmed joins the stage's default group.

It also counts who has confirmed, by country, where the stage has monitoring and says its countries.

The user is confirmed by then, and nothing here may tell them otherwise: an error would reach them
as the answer to their code (Cognito developer guide, "Lambda trigger event errors"). So a failure
is logged and counted, and the event goes back as it came.
"""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

from default_group.joining import cognito, join, reason
from metrics import count
from sign_up_gate.counts import count_confirmation
from sign_up_gate.numbers import Policy
from sign_up_gate.settings import SettingsError, read_policy

FAILURES = "Failures"  # which the alarm of stacks/constructs/default_group.py reads

# Not PostConfirmation_ConfirmForgotPassword: whoever resets a password has long been confirmed, and
# an operator may have taken them out of the group since.
SOURCE = "PostConfirmation_ConfirmSignUp"

logger = Logger("default_group")

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    # Lambda gives the start a whole core and the handler a seventh of one (of 256 MB): what boto3
    # has to load is loaded here, for Cognito waits 5 seconds.
    cognito()


def lambda_handler(event: Any, _context: object) -> Any:
    """Add the user of the event to the group that DEFAULT_GROUP names, once or again.

    Returns:
        The event, whatever happened. A failure is an error in the log and a metric, by its class
        alone: neither tells who the user is.
    """
    try:
        if event["triggerSource"] == SOURCE:
            join(event["userPoolId"], event["userName"], os.environ["DEFAULT_GROUP"])
    except Exception as error:  # noqa: BLE001 - the user is confirmed all the same, see above
        _report(reason(error))
    count_confirmation(event, _policy())
    return event


@cache
def _policy() -> Policy | None:
    """Read the stage's countries once; None counts nobody, where there are none or wrong ones."""
    if "ALLOWED_COUNTRIES" not in os.environ:
        return None
    try:
        return read_policy(os.environ)
    except SettingsError:
        logger.exception("Confirmations are not counted until the environment is put right")
        return None


def _report(failure: str) -> None:
    logger.error("A user did not join the default group", extra={"failure": failure})
    count(FAILURES, FunctionName=os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "unknown"))
