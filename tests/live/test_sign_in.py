"""Signing in, staying signed in, signing out, and passwords."""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pyotp
import pytest
from pycognito.exceptions import (  # type: ignore[import-untyped] # it has no types
    SoftwareTokenMFAChallengeException,
)

from ops.local import proof
from tests.live.clients import SignIn, refusal, send
from tests.live.conftest import Deployment

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

RESET_CODE = "654321"  # MiniStack's only one
NEW_PASSWORD = "bB2?" + "correct horse battery"
WRONG = "NotAuthorizedException", "Incorrect username or password."


def test_srp_signs_in_for_the_hour_that_the_stage_grants(
    signed_up_user: proof.PhoneUser, sign_in: SignIn
) -> None:
    tokens = sign_in(signed_up_user)
    assert (tokens["TokenType"], tokens["ExpiresIn"]) == ("Bearer", 3600)
    assert tokens.keys() >= {"IdToken", "AccessToken", "RefreshToken"}


def test_a_wrong_password_and_an_unknown_number_get_the_same_answer(
    signed_up_user: proof.PhoneUser, new_phone_number: Callable[[], str], sign_in: SignIn
) -> None:
    assert refusal(sign_in, replace(signed_up_user, password=NEW_PASSWORD)) == WRONG
    assert refusal(sign_in, replace(signed_up_user, phone_number=new_phone_number())) == WRONG


@pytest.mark.parametrize("flow", ["USER_PASSWORD_AUTH", "USER_AUTH", "CUSTOM_AUTH"])
def test_no_client_sends_a_password(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: proof.PhoneUser,
    flow: str,
) -> None:
    sent = {
        "USERNAME": signed_up_user.phone_number,
        "PASSWORD": signed_up_user.password,
        "PREFERRED_CHALLENGE": "PASSWORD",
    }
    code, _ = refusal(cognito.initiate_auth, ClientId=client_id, AuthFlow=flow, AuthParameters=sent)
    assert code == "InvalidParameterException"


@pytest.mark.parametrize("flow", ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"])
def test_no_operator_signs_in_with_a_users_password(
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    client_id: str,
    signed_up_user: proof.PhoneUser,
    flow: str,
) -> None:
    sent = {"USERNAME": signed_up_user.phone_number, "PASSWORD": signed_up_user.password}
    client = {"UserPoolId": pool_id, "ClientId": client_id}
    code, _ = refusal(cognito.admin_initiate_auth, **client, AuthFlow=flow, AuthParameters=sent)
    assert code == "InvalidParameterException"


def test_a_refresh_token_gives_new_tokens_until_it_is_revoked(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    """The ID token stays good until it expires: API Gateway asks nobody about revocation."""
    refresh_token = sign_in(signed_up_user)["RefreshToken"]
    asked = {
        "ClientId": client_id,
        "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {"REFRESH_TOKEN": refresh_token},
    }
    refreshed = cognito.initiate_auth(**asked)["AuthenticationResult"]
    authorization = {"Authorization": refreshed["IdToken"]}
    assert send(deployment.url("me"), authorization).status == 200
    cognito.revoke_token(ClientId=client_id, Token=refresh_token)
    assert refusal(cognito.initiate_auth, **asked)[0] == "NotAuthorizedException"
    access = {"AccessToken": refreshed["AccessToken"]}
    assert refusal(cognito.get_user, **access)[0] == "NotAuthorizedException"
    assert send(deployment.url("me"), authorization).status == 200


def test_a_changed_password_replaces_the_old_one(
    cognito: "CognitoIdentityProviderClient", signed_up_user: proof.PhoneUser, sign_in: SignIn
) -> None:
    change = {
        "AccessToken": sign_in(signed_up_user)["AccessToken"],
        "ProposedPassword": NEW_PASSWORD,
    }
    wrong = refusal(cognito.change_password, PreviousPassword=NEW_PASSWORD, **change)
    assert wrong[0] == "NotAuthorizedException"
    cognito.change_password(PreviousPassword=signed_up_user.password, **change)
    assert refusal(sign_in, signed_up_user) == WRONG
    assert sign_in(replace(signed_up_user, password=NEW_PASSWORD))["IdToken"]


def test_a_forgotten_password_is_reset_with_the_code_alone(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    reset = {"ClientId": client_id, "Username": signed_up_user.phone_number}
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
    assert refusal(sign_in, signed_up_user) == WRONG
    assert sign_in(replace(signed_up_user, password=NEW_PASSWORD))["IdToken"]


def test_asking_for_a_reset_does_not_tell_who_has_an_account(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: proof.PhoneUser,
    new_phone_number: Callable[[], str],
) -> None:
    answers = [
        cognito.forgot_password(ClientId=client_id, Username=number)["CodeDeliveryDetails"]
        for number in (signed_up_user.phone_number, new_phone_number())
    ]
    assert answers[0].keys() == answers[1].keys()


def test_an_authenticator_app_is_asked_for_once_it_is_enrolled(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    access = {"AccessToken": sign_in(signed_up_user)["AccessToken"]}
    app = pyotp.TOTP(cognito.associate_software_token(**access)["SecretCode"])
    assert cognito.verify_software_token(**access, UserCode=app.now())["Status"] == "SUCCESS"
    cognito.set_user_mfa_preference(
        **access, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )

    answered = []
    for code in ("000000", app.now()):
        with pytest.raises(SoftwareTokenMFAChallengeException) as asked:
            sign_in(signed_up_user)
        challenge = asked.value.get_tokens()
        answered.append(
            functools.partial(
                cognito.respond_to_auth_challenge,
                ClientId=client_id,
                ChallengeName=challenge["ChallengeName"],
                Session=challenge["Session"],
                ChallengeResponses={
                    "USERNAME": challenge["ChallengeParameters"]["USER_ID_FOR_SRP"],
                    "SOFTWARE_TOKEN_MFA_CODE": code,
                },
            )
        )
    wrong, right = answered
    assert refusal(wrong)[0] == "CodeMismatchException"
    authorization = {"Authorization": right()["AuthenticationResult"]["IdToken"]}
    assert send(deployment.url("me"), authorization).status == 200
