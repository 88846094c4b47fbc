"""What a person does who is not signed in."""

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from ..deployment.asking import ask, ask_new_password, ask_secret
from ..deployment.environment import LOCAL, RESET_CODE, SIGN_UP_CODE
from ..people import accounts
from ..people.person import Person
from .answers import Asked
from .visit import Visit

if TYPE_CHECKING:
    from types_boto3_cognito_idp.type_defs import CodeDeliveryDetailsTypeTypeDef

NUMBER, PASSWORD, CODE = "Phone number", "Password", "Code from the SMS"


def sign_up(visit: Visit, chosen: Namespace) -> None:
    """Make a user, whose number is not confirmed yet."""
    number = ask(NUMBER)
    attributes = {name: ask(name) for name in chosen.attributes}
    person = Person(number, ask_new_password(PASSWORD), attributes)
    answer = accounts.sign_up(visit.cognito, visit.client_id, person)
    if answer["UserConfirmed"]:
        print(f"Signed up, with a number that confirms itself: {visit.command('sign-in')}")
        return
    _tell_code(visit, answer.get("CodeDeliveryDetails"), SIGN_UP_CODE)
    print(f"Signed up: confirm the number by {visit.command('confirm')}")


def confirm(visit: Visit, _: Namespace) -> None:
    """Confirm the number."""
    person = Person(ask(NUMBER))
    accounts.confirm(visit.cognito, visit.client_id, person, ask(CODE))
    print(f"Confirmed: {visit.command('sign-in')}")


def resend(visit: Visit, _: Namespace) -> None:
    """Have another code texted."""
    answer = visit.cognito.resend_confirmation_code(ClientId=visit.client_id, Username=ask(NUMBER))
    _tell_code(visit, answer.get("CodeDeliveryDetails"), SIGN_UP_CODE)
    print(f"Confirm the number by {visit.command('confirm')}")


def sign_in(visit: Visit, _: Namespace) -> None:
    """Sign in with SRP, answer what Cognito asks, and keep the session."""
    outputs = visit.outputs
    person = Person(ask(NUMBER), ask_secret(PASSWORD))
    tokens = accounts.sign_in(
        visit.cognito,
        outputs.user_pool_id,
        outputs.user_pool_client_id,
        person,
        Asked(f"{outputs.project} {outputs.stage}", person.phone_number),
    )
    session = visit.keep(tokens, tokens["RefreshToken"])
    until = datetime.fromtimestamp(session.expires_at).astimezone()
    print(f"Signed in until {until:%H:%M:%S %Z}, and refreshed then. Kept in {visit.file}")


def forgot(visit: Visit, _: Namespace) -> None:
    """Have a code texted that resets the password."""
    answer = visit.cognito.forgot_password(ClientId=visit.client_id, Username=ask(NUMBER))
    _tell_code(visit, answer.get("CodeDeliveryDetails"), RESET_CODE)
    print(f"Reset the password by {visit.command('reset')}")


def reset(visit: Visit, _: Namespace) -> None:
    """Choose a new password with that code."""
    visit.cognito.confirm_forgot_password(
        ClientId=visit.client_id,
        Username=ask(NUMBER),
        ConfirmationCode=ask(CODE),
        Password=ask_new_password(),
    )
    print(f"The password is the new one: {visit.command('sign-in')}")


def _tell_code(
    visit: Visit, delivery: "CodeDeliveryDetailsTypeTypeDef | None", local_code: str
) -> None:
    """Say where the code is; `Destination` is what Cognito leaves of a number."""
    if visit.outputs.stage == LOCAL:
        print(f"The local cloud texts nobody: the code is {local_code}.")
    elif delivery and (where := delivery.get("Destination")):
        print(f"A code was texted to {where}.")
