"""What of a Cognito trigger event matters to the gate: its source, and the numbers it is about.

The sources are those of the Cognito Developer Guide, "Pre sign-up Lambda trigger", "Custom message
Lambda trigger" and "Post confirmation Lambda trigger". PreSignUp_ExternalProvider is not among
them: this pool has no identity provider, and a federated profile has no number to ask about.
"""

from typing import Any, NamedTuple

SIGN_UP = "PreSignUp_SignUp"
# AdminCreateUser fires PreSignUp too (the same guide), and Cognito then ignores autoConfirmUser.
PRE_SIGN_UP = frozenset({SIGN_UP, "PreSignUp_AdminCreateUser"})
CUSTOM_MESSAGE = frozenset(
    {
        "CustomMessage_SignUp",
        "CustomMessage_AdminCreateUser",
        "CustomMessage_ResendCode",
        "CustomMessage_ForgotPassword",
        "CustomMessage_UpdateUserAttribute",
        "CustomMessage_VerifyUserAttribute",
        "CustomMessage_Authentication",
    }
)
# Asks for no decision: somebody has confirmed already. The gate counts that, where it counts.
CONFIRMED_SIGN_UP = "PostConfirmation_ConfirmSignUp"
POST_CONFIRMATION = frozenset({CONFIRMED_SIGN_UP, "PostConfirmation_ConfirmForgotPassword"})
SOURCES = PRE_SIGN_UP | CUSTOM_MESSAGE | POST_CONFIRMATION
UNKNOWN_SOURCE = "unknown"


class Trigger(NamedTuple):
    """A source, one of the above or "unknown", and the event's numbers as they came."""

    source: str
    numbers: list[object]


def read_trigger(event: object) -> Trigger:
    """Read an event, which may be anything that JSON can hold."""
    fields = _mapping(event)
    known = [source for source in SOURCES if source == fields.get("triggerSource")]
    return Trigger(known[0] if known else UNKNOWN_SOURCE, _numbers(fields))


def _numbers(event: dict[str, Any]) -> list[object]:
    """Return the phone attribute and, where the user name is a phone number, the name as well.

    In a pool whose user name is the phone number, Cognito copies the name that SignUp gets into
    `phone_number` and makes `userName` a UUID (Developer Guide, "Customizing sign-in attributes";
    a recorded PreSignUp event is in localstack issue 9349). A `userName` that is a number all the
    same is judged too: nothing is let through for being in an unexpected place.

    On CustomMessage_UpdateUserAttribute the message goes to the new number (API reference,
    UserAttributeUpdateSettingsType). Whether `phone_number` holds the new or the old one while the
    old one is kept until verification is documented nowhere; without that setting it is the new
    one. An account's own country rules at the carrier side (a protect configuration of AWS End
    User Messaging SMS as account default, which applies to Cognito) close what that may leave open.
    """
    attributes = _mapping(_mapping(event.get("request")).get("userAttributes"))
    numbers = [attributes["phone_number"]] if "phone_number" in attributes else []
    name = event.get("userName")
    return [*numbers, name] if isinstance(name, str) and name.startswith("+") else numbers


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
