"""A second deployment with other settings: the settings change, and everybody is still there."""

from typing import TYPE_CHECKING

import pytest

from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.people import accounts
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import SignIn, send
from tests.live.redeployed.conftest import MESSAGE, NEW_ORIGIN, TEST_NUMBER, Before

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.mark.usefixtures("before")
def test_the_changed_settings_are_deployed_under_the_same_ids(
    deployment: Deployment, cognito: "CognitoIdentityProviderClient", pool_id: str
) -> None:
    stacks = read_stacks(deployment.outputs_file, "local")
    assert checked("local", stacks, source="the file").named() == deployment.outputs
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    assert pool["VerificationMessageTemplate"]["SmsMessage"] == MESSAGE


def test_who_was_signed_in_still_is(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    before: Before,
) -> None:
    authorization = {"Authorization": before.tokens["IdToken"]}
    answer = send(deployment.url("me"), authorization, origin=NEW_ORIGIN)
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == NEW_ORIGIN
    refreshed = cognito.initiate_auth(
        ClientId=client_id,
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": before.tokens["RefreshToken"]},
    )
    assert refreshed["AuthenticationResult"]["IdToken"]


def test_who_had_signed_up_still_signs_in(sign_in: SignIn, before: Before) -> None:
    assert sign_in(before.user)["IdToken"]


def test_who_was_waiting_for_the_code_still_confirms(
    cognito: "CognitoIdentityProviderClient", client_id: str, sign_in: SignIn, before: Before
) -> None:
    accounts.confirm(cognito, client_id, before.newcomer)
    assert sign_in(before.newcomer)["IdToken"]


@pytest.mark.usefixtures("before")
def test_a_test_number_of_the_stage_confirms_itself(
    cognito: "CognitoIdentityProviderClient", client_id: str, sign_in: SignIn
) -> None:
    tester = Person(phone_number=TEST_NUMBER)
    accounts.sign_up(cognito, client_id, tester)
    tokens = sign_in(tester)
    cognito.delete_user(AccessToken=tokens["AccessToken"])
