"""What `GET /me` tells a signed-in user, and what changes it."""

import json
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

from ops.local import proof
from tests.deployment import Deployment
from tests.live.clients import SignIn, refusal, send

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def claims_of(deployment: Deployment, id_token: str) -> dict[str, Any]:
    """Ask the API for a user's claims."""
    answer = send(deployment.url("me"), {"Authorization": id_token})
    assert answer.status == 200
    claims: dict[str, Any] = answer.body["claims"]
    return claims


def test_the_answer_is_the_tokens_own_payload(
    deployment: Deployment, signed_up_user: proof.PhoneUser, sign_in: SignIn
) -> None:
    id_token = sign_in(signed_up_user)["IdToken"]
    payload = id_token.split(".")[1]
    expected = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    answer = send(deployment.url("me"), {"Authorization": id_token})
    assert answer.body == {"claims": expected}
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_claims_have_their_own_names_and_types(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    number = signed_up_user.phone_number
    cognito.admin_update_user_attributes(  # as Cognito does by itself when a code is confirmed
        UserPoolId=pool_id,
        Username=number,
        UserAttributes=[{"Name": "phone_number_verified", "Value": "true"}],
    )
    claims = claims_of(deployment, sign_in(signed_up_user)["IdToken"])
    assert claims["phone_number"] == number
    assert claims["phone_number_verified"] is True
    assert claims["name"] == signed_up_user.name
    assert claims["custom:company"] == signed_up_user.company
    assert claims["custom:role_name"] == signed_up_user.role_name
    assert claims["token_use"] == "id"
    assert claims["aud"] == deployment.outputs["UserPoolClientId"]
    assert claims["exp"] - claims["iat"] == 3600


def test_groups_are_a_list(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    assert "cognito:groups" not in claims_of(deployment, sign_in(signed_up_user)["IdToken"])
    for group in ("members", "admins"):
        cognito.admin_add_user_to_group(
            UserPoolId=pool_id, Username=signed_up_user.phone_number, GroupName=group
        )
    claims = claims_of(deployment, sign_in(signed_up_user)["IdToken"])
    assert sorted(claims["cognito:groups"]) == ["admins", "members"]


def test_a_changed_attribute_is_in_the_next_token_whatever_its_script(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    signed_up_user: proof.PhoneUser,
    sign_in: SignIn,
) -> None:
    changed = {"name": "Ådå 李 🎈", "custom:company": 'Quote " & , [a b] Ltd'}
    cognito.update_user_attributes(
        AccessToken=sign_in(signed_up_user)["AccessToken"],
        UserAttributes=[{"Name": name, "Value": value} for name, value in changed.items()],
    )
    assert claims_of(deployment, sign_in(signed_up_user)["IdToken"]).items() >= changed.items()


def test_a_deleted_user_is_gone(
    cognito: "CognitoIdentityProviderClient", signed_up_user: proof.PhoneUser, sign_in: SignIn
) -> None:
    cognito.delete_user(AccessToken=sign_in(signed_up_user)["AccessToken"])
    assert refusal(sign_in, signed_up_user)[0] == "NotAuthorizedException"
