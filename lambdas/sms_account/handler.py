"""A custom resource: Create and Update set the account's SMS settings, Delete leaves them."""

import logging
from typing import Any

from sms_account.answer import send
from sms_account.sms_settings import SmsSettingsError, put_settings

# One account and region has one set of settings: another id would make CloudFormation "replace" it.
PHYSICAL_ID = "sms-account"

logger = logging.getLogger(__name__)


def lambda_handler(event: dict[str, Any], _context: object) -> None:
    """Do what CloudFormation asks for, and tell it how that went, whatever happens.

    Raises:
        AnswerError: CloudFormation could not be told.
    """
    problem = _problem(event)
    if problem:
        logger.error("%s failed: %s", event.get("RequestType"), problem)
    send(event, physical_id=PHYSICAL_ID, problem=problem)


def _problem(event: dict[str, Any]) -> str | None:
    """Do it, and return in one sentence what went wrong."""
    # The settings are the whole account's: a spend limit that goes away with one stack is a trap.
    if event.get("RequestType") == "Delete":
        return None
    try:
        put_settings(event["ResourceProperties"])
    except SmsSettingsError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - without an answer CloudFormation waits for an hour
        return f"The SMS settings were not made: unexpected {type(error).__name__}."
    return None
