"""Signing in by SRP alone, staying signed in, and the second factor."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from ops.people import authenticator, challenges
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import WRONG_PASSWORD, SignIn, refusal, seconds, send

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def test_srp_signs_in_for_the_time_that_the_stage_grants(
    signed_up_user: Person, sign_in: SignIn, client_settings: Mapping[str, Any]
) -> None:
    tokens = sign_in(signed_up_user)
    granted = seconds(client_settings, "AccessToken")
    assert (tokens["TokenType"], tokens["ExpiresIn"]) == ("Bearer", granted)
    assert tokens.keys() >= {"IdToken", "AccessToken", "RefreshToken"}


def test_a_wrong_password_and_an_unknown_number_get_the_same_answer(
    signed_up_user: Person, new_phone_number: Callable[[], str], sign_in: SignIn
) -> None:
    assert refusal(sign_in, replace(signed_up_user, password="another")) == WRONG_PASSWORD
    assert (
        refusal(sign_in, replace(signed_up_user, phone_number=new_phone_number())) == WRONG_PASSWORD
    )


@pytest.mark.parametrize("flow", ["USER_PASSWORD_AUTH", "USER_AUTH", "CUSTOM_AUTH"])
def test_no_client_sends_a_password(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    signed_up_user: Person,
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
    signed_up_user: Person,
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
    signed_up_user: Person,
    sign_in: SignIn,
) -> None:
    """The ID token stays good until it expires: API Gateway asks nobody about revocation."""
    refresh_token = sign_in(signed_up_user)["RefreshToken"]
    asked: dict[str, Any] = {
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


def test_an_authenticator_app_is_asked_for_once_it_is_enrolled(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    client_settings: Mapping[str, Any],
    signed_up_user: Person,
    sign_in: SignIn,
) -> None:
    secrets: list[str] = []

    def scanned(secret: str) -> str:
        secrets.append(secret)
        return pyotp.TOTP(secret).now()

    authenticator.enrol(cognito, sign_in(signed_up_user)["AccessToken"], scanned)
    app = pyotp.TOTP(secrets[0])

    pool_id, client_id = client_settings["UserPoolId"], client_settings["ClientId"]
    answered = []
    for code in ("000000", app.now()):
        asked = challenges.prove_the_password(cognito, pool_id, client_id, signed_up_user)
        assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
        answered.append(
            functools.partial(
                cognito.respond_to_auth_challenge,
                ClientId=client_id,
                ChallengeName=asked["ChallengeName"],
                Session=asked["Session"],
                ChallengeResponses={
                    "USERNAME": asked["ChallengeParameters"]["USER_ID_FOR_SRP"],
                    "SOFTWARE_TOKEN_MFA_CODE": code,
                },
            )
        )
    wrong, right = answered
    assert refusal(wrong)[0] == "CodeMismatchException"
    authorization = {"Authorization": right()["AuthenticationResult"]["IdToken"]}
    assert send(deployment.url("me"), authorization).status == 200
