"""A second deployment with other settings: the settings change, and everybody is still there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ops.local import proof
from ops.local.outputs import flat, read_outputs
from tests.live.clients import ORIGIN, SignIn, send
from tests.live.conftest import Deployment

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

MESSAGE = "Dein Code ist {####}"
NEW_ORIGIN = "https://new.example"


@pytest.fixture
def restored(deployment: Deployment) -> Iterator[None]:
    """Give the stage its own settings back after the test."""
    try:
        yield
    finally:
        deployment.redeploy()


@pytest.mark.usefixtures("restored")
def test_changed_settings_take_effect_and_keep_every_user(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    signed_up_user: proof.PhoneUser,
    newcomer: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    """Signed in, confirmed, or still waiting for the code: both stacks change under them."""
    outputs = deployment.outputs
    pool_id, client_id = outputs["UserPoolId"], outputs["UserPoolClientId"]
    tokens = sign_in(signed_up_user)

    deployment.redeploy(sms_message=MESSAGE, cors_origins=(ORIGIN, NEW_ORIGIN))

    assert flat(read_outputs(deployment.outputs_file)) == outputs
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    assert pool["VerificationMessageTemplate"]["SmsMessage"] == MESSAGE
    answer = send(deployment.url("me"), {"Authorization": tokens["IdToken"]}, origin=NEW_ORIGIN)
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == NEW_ORIGIN
    refreshed = cognito.initiate_auth(
        ClientId=client_id,
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]},
    )
    assert refreshed["AuthenticationResult"]["IdToken"]
    proof.confirm(cognito, client_id, newcomer)
    for known in (signed_up_user, newcomer):
        assert sign_in(known)["IdToken"]
