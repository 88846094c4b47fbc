"""A second deployment with other settings: the settings change, and everybody is still there."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from ops.local import proof
from ops.local.outputs import flat, read_outputs
from tests.live.clients import ORIGIN, NewUser, SignIn, send
from tests.live.conftest import Deployment

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

MESSAGE = "Dein Code ist {####}"
NEW_ORIGIN = "https://new.example"


@pytest.fixture
def redeploy(deployment: Deployment) -> Iterator[Callable[[], None]]:
    """Deploy with another message and one more origin; the old settings come back after."""
    try:
        yield lambda: deployment.redeploy(sms_message=MESSAGE, cors_origins=(ORIGIN, NEW_ORIGIN))
    finally:
        deployment.redeploy()


def test_changed_settings_take_effect_and_keep_every_user(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    new_user: NewUser,
    sign_in: SignIn,
    redeploy: Callable[[], None],
) -> None:
    """Signed in, confirmed, or still waiting for the code: both stacks change under them."""
    outputs = deployment.outputs
    pool_id, client_id = outputs["UserPoolId"], outputs["UserPoolClientId"]
    user, newcomer = new_user(), proof.sign_up_new(cognito, client_id)
    tokens = sign_in(user)

    redeploy()

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
    for known in (user, newcomer):
        assert sign_in(known)["IdToken"]
