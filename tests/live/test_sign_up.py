"""Signing up with a phone number, and proving that it is one's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ops.local import proof
from tests.live.clients import SignIn, refusal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def test_an_unconfirmed_number_does_not_sign_in(
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    newcomer: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    found = cognito.admin_get_user(UserPoolId=pool_id, Username=newcomer.phone_number)
    assert found["UserStatus"] == "UNCONFIRMED"
    assert refusal(sign_in, newcomer)[0] == "UserNotConfirmedException"


def test_wrong_codes_confirm_nobody_and_the_right_one_still_does(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    newcomer: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    for code in ("000000", "654321", "12345", "1234567"):
        confirmation = {"Username": newcomer.phone_number, "ConfirmationCode": code}
        refused = refusal(cognito.confirm_sign_up, ClientId=client_id, **confirmation)
        assert refused[0] == "CodeMismatchException"
        assert refusal(sign_in, newcomer)[0] == "UserNotConfirmedException"
    proof.confirm(cognito, client_id, newcomer)
    assert sign_in(newcomer)["IdToken"]


def test_a_code_can_be_sent_again(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    newcomer: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    cognito.resend_confirmation_code(ClientId=client_id, Username=newcomer.phone_number)
    proof.confirm(cognito, client_id, newcomer)
    assert sign_in(newcomer)["IdToken"]


def test_a_number_signs_up_once(
    cognito: "CognitoIdentityProviderClient", client_id: str, signed_up_user: proof.PhoneUser
) -> None:
    thief = proof.PhoneUser(phone_number=signed_up_user.phone_number)
    assert refusal(proof.sign_up, cognito, client_id, thief)[0] == "UsernameExistsException"


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("aA1!aA1!aA1", id="11 characters"),
        pytest.param("aaaa1111!!!!", id="no capital"),
        pytest.param("AAAA1111!!!!", id="no small letter"),
        pytest.param("aaaaAAAA!!!!", id="no digit"),
        pytest.param("aaaaAAAA1111", id="no symbol"),
    ],
)
def test_a_weak_password_signs_nobody_up(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    new_phone_number: Callable[[], str],
    password: str,
) -> None:
    user = proof.PhoneUser(phone_number=new_phone_number(), password=password)
    assert refusal(proof.sign_up, cognito, client_id, user)[0] == "InvalidPasswordException"


def test_a_name_that_is_no_phone_number_signs_nobody_up(
    cognito: "CognitoIdentityProviderClient", client_id: str
) -> None:
    user = proof.PhoneUser(phone_number="ada")
    assert refusal(proof.sign_up, cognito, client_id, user)[0] == "InvalidParameterException"
