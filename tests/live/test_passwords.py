"""Changing a password, and resetting a forgotten one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ops.deployment.environment import RESET_CODE
from ops.people.person import Person, new_password
from tests.live.clients import WRONG_PASSWORD, SignIn, refusal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

NEW_PASSWORD = new_password()


def test_a_changed_password_replaces_the_old_one(
    cognito: "CognitoIdentityProviderClient", signed_up_user: Person, sign_in: SignIn
) -> None:
    change: dict[str, Any] = {
        "AccessToken": sign_in(signed_up_user)["AccessToken"],
        "ProposedPassword": NEW_PASSWORD,
    }
    wrong = refusal(cognito.change_password, PreviousPassword=NEW_PASSWORD, **change)
    assert wrong[0] == "NotAuthorizedException"
    cognito.change_password(PreviousPassword=signed_up_user.password, **change)
    assert refusal(sign_in, signed_up_user) == WRONG_PASSWORD
    assert sign_in(replace(signed_up_user, password=NEW_PASSWORD))["IdToken"]


def test_a_forgotten_password_is_reset_with_the_code_alone(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: Person,
    sign_in: SignIn,
) -> None:
    reset: dict[str, Any] = {"ClientId": client_id, "Username": signed_up_user.phone_number}
    early = refusal(
        cognito.confirm_forgot_password, **reset, ConfirmationCode=RESET_CODE, Password=NEW_PASSWORD
    )
    assert early[0] == "ExpiredCodeException"
    cognito.forgot_password(**reset)
    for code, password, refused in [
        ("000000", NEW_PASSWORD, "CodeMismatchException"),
        (RESET_CODE, "short", "InvalidPasswordException"),
    ]:
        chosen = {"ConfirmationCode": code, "Password": password}
        assert refusal(cognito.confirm_forgot_password, **reset, **chosen)[0] == refused
        assert sign_in(signed_up_user)["IdToken"]
    cognito.confirm_forgot_password(**reset, ConfirmationCode=RESET_CODE, Password=NEW_PASSWORD)
    assert refusal(sign_in, signed_up_user) == WRONG_PASSWORD
    assert sign_in(replace(signed_up_user, password=NEW_PASSWORD))["IdToken"]


def test_asking_for_a_reset_does_not_tell_who_has_an_account(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: Person,
    new_phone_number: Callable[[], str],
) -> None:
    answers = [
        cognito.forgot_password(ClientId=client_id, Username=number)["CodeDeliveryDetails"]
        for number in (signed_up_user.phone_number, new_phone_number())
    ]
    assert answers[0].keys() == answers[1].keys()
