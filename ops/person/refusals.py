"""What Cognito refuses a person, in one sentence with what to type next.

Source of the names: the error lists of the Cognito API reference; of the messages of
NotAuthorizedException, which says many things: reports, and the demo page's `web/src/errors.ts`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from botocore.exceptions import ClientError

from ..errors import OpsError

AGAIN = ""
"""The verb that was refused."""


class Refusal(NamedTuple):
    """Why, what helps, and the verb to type for it."""

    why: str
    remedy: str
    verb: str = AGAIN


WAIT = Refusal("Too many attempts in a short time", "wait some minutes, then type")
NO_SMS = Refusal(
    "The SMS could not be sent", "check the number, and the stage's SMS (`make prove`), then type"
)
CLASHED = Refusal("Two changes met each other", "type")
ENDED = Refusal("The session has ended", "sign in again by", "sign-in")
TOO_SLOW = Refusal("The sign-in took longer than its three minutes", "begin again by", "sign-in")
WRONG_PASSWORD = Refusal("The number or the password is not right", "check both, then type")

REFUSALS = {
    "AliasExistsException": Refusal("Another account has this number", "take another, and type"),
    "CodeDeliveryFailureException": NO_SMS,
    "CodeMismatchException": Refusal("That is not the right code", "check it, then type"),
    "ConcurrentModificationException": CLASHED,
    "EnableSoftwareTokenMFAException": Refusal(
        "The app's code does not fit", "take its newest, see that the clocks are right, and type"
    ),
    "ExpiredCodeException": Refusal("The code is no longer valid", "type again"),
    "ForbiddenException": Refusal(
        "The web firewall blocked the request", "wait some minutes, then type"
    ),
    "InvalidParameterException": Refusal(
        "Something that was entered has not its form",
        "write numbers like +14155550100, only attributes that the pool has, and type",
    ),
    "InvalidPasswordException": Refusal("The password does not meet the rules", "type"),
    "InvalidSmsRoleAccessPolicyException": NO_SMS,
    "InvalidSmsRoleTrustRelationshipException": NO_SMS,
    "LimitExceededException": WAIT,
    "NotAuthorizedException": Refusal("Cognito does not allow this now", "sign in by", "sign-in"),
    "PasswordHistoryPolicyViolationException": Refusal(
        "This password was used before", "choose another, and type"
    ),
    "PasswordResetRequiredException": Refusal(
        "The password has to be reset", "ask for a code by", "forgot"
    ),
    "SoftwareTokenMFANotFoundException": Refusal(
        "No authenticator app is set up", "set one up by", "totp"
    ),
    "TooManyFailedAttemptsException": WAIT,
    "TooManyRequestsException": WAIT,
    "UserLambdaValidationException": Refusal(
        "This number cannot be used here, for its country or its kind is none that the stage texts",
        "take a mobile number of one of its countries, and type",
    ),
    "UserNotConfirmedException": Refusal(
        "The number is not confirmed yet", "enter the code by", "confirm"
    ),
    "UserNotFoundException": Refusal("Nobody has this number", "sign up by", "sign-up"),
    "UsernameExistsException": Refusal("This number has an account", "sign in by", "sign-in"),
}
NOT_AUTHORIZED = (
    (r"incorrect username or password", WRONG_PASSWORD),
    (r"attempts exceeded", WAIT),
    (
        r"disabled",
        Refusal("The account is switched off", "have an operator enable it, then type"),
    ),
    (
        r"cannot be confirmed|already confirmed",
        Refusal("The number is confirmed already", "sign in by", "sign-in"),
    ),
    (
        r"sign-?up is not",
        Refusal("Nobody signs up by themselves here", "have an operator create the user, and type"),
    ),
    (
        r"unauthorized attribute",
        Refusal("Its owner may not write this attribute", "have an operator set it, and see", "me"),
    ),
    (
        r"unauthenticated access",
        Refusal("The stage has no guests", "sign in by", "sign-in"),
    ),
    (r"session", TOO_SLOW),
    (r"token|(?:logged|signed) out", ENDED),
)
# Who asks for a new code, by what the expired one was for.
NEW_CODE = {"ConfirmSignUp": "resend", "ConfirmForgotPassword": "forgot"}
_REQUIRED = re.compile(r"([\w:]+): The attribute (?:[\w:]+ )?is required")
_RULE = re.compile(r"did not conform with policy: ([\w ;,.-]+)")


def command(verb: str, stage: str) -> str:
    """Return what a person types."""
    return f"`python -m {__package__.rpartition('.')[0]} person {verb} --stage {stage}`"


@contextmanager
def explained(verb: str, stage: str) -> Iterator[None]:
    """Raise an OpsError in place of what Cognito refuses a person; all else passes.

    Raises:
        OpsError: in place of it.
    """
    try:
        yield
    except ClientError as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        raise OpsError(
            f"{refusal.why}: {refusal.remedy} {command(refusal.verb or verb, stage)}."
        ) from error


def session_has_ended(error: ClientError) -> bool:
    """Tell whether Cognito refused a signed-in person because they no longer are."""
    return _code(error) == "UserNotFoundException" or _refusal(error) is ENDED


def _refusal(error: ClientError) -> Refusal | None:
    code, said = _code(error), error.response["Error"].get("Message", "")
    refusal = REFUSALS.get(code)
    match code:
        case "NotAuthorizedException":
            fits = (known for text, known in NOT_AUTHORIZED if re.search(text, said, re.I))
            return next(fits, refusal)
        case "ExpiredCodeException":
            verb = NEW_CODE.get(error.operation_name, AGAIN)
            return refusal._replace(remedy="ask for another by", verb=verb) if refusal else None
        case "InvalidPasswordException" if refusal and (rule := _RULE.search(said)):
            return refusal._replace(why=f"{refusal.why} ({rule[1].rstrip('. ')})")
        case "InvalidParameterException" if missing := _REQUIRED.findall(said):
            why = f"The pool demands {', '.join(missing)}"
            return Refusal(why, "enter that too, as in", f"sign-up {' '.join(missing)}")
    return refusal


def _code(error: ClientError) -> str:
    return str(error.response["Error"].get("Code", ""))
