"""What `GET /me` tells a signed-in user, and what changes it."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import SignIn, refusal, seconds, send

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def claims_of(deployment: Deployment, id_token: str) -> dict[str, Any]:
    """Ask the API for a user's claims."""
    answer = send(deployment.url("me"), {"Authorization": id_token})
    assert answer.status == 200
    claims: dict[str, Any] = answer.body["claims"]
    return claims


def _free_texts(deployment: Deployment) -> list[str]:
    """Name the custom attributes that their owner may set to a text of 25 characters."""
    return [
        name
        for name, attribute in deployment.facts.custom_attributes.items()
        if attribute.type == "String"
        and attribute.writable
        and attribute.mutable
        and (attribute.minimum or 0) <= 25 <= (attribute.maximum or 2048)
    ]


def test_the_answer_is_the_tokens_own_payload(
    deployment: Deployment, signed_up_user: Person, sign_in: SignIn
) -> None:
    id_token = sign_in(signed_up_user)["IdToken"]
    payload = id_token.split(".")[1]
    expected = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    answer = send(deployment.url("me"), {"Authorization": id_token})
    assert answer.body == {"claims": expected}
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_claims_have_their_own_names_and_types(
    *,
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    signed_up_user: Person,
    sign_in: SignIn,
    client_settings: Mapping[str, Any],
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
    assert signed_up_user.attributes["name"]
    assert claims.items() >= signed_up_user.attributes.items()
    assert claims["token_use"] == "id"
    assert claims["aud"] == deployment.outputs["UserPoolClientId"]
    assert claims["exp"] - claims["iat"] == seconds(client_settings, "IdToken")


def test_groups_are_a_list(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    signed_up_user: Person,
    sign_in: SignIn,
) -> None:
    assert "cognito:groups" not in claims_of(deployment, sign_in(signed_up_user)["IdToken"])
    groups = ["a-test-group", "another test group"]
    try:
        for group in groups:
            cognito.create_group(UserPoolId=pool_id, GroupName=group)
            cognito.admin_add_user_to_group(
                UserPoolId=pool_id, Username=signed_up_user.phone_number, GroupName=group
            )
        claims = claims_of(deployment, sign_in(signed_up_user)["IdToken"])
    finally:
        for group in groups:
            cognito.delete_group(UserPoolId=pool_id, GroupName=group)
    assert sorted(claims["cognito:groups"]) == groups


def test_a_changed_attribute_is_in_the_next_token_whatever_its_script(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    signed_up_user: Person,
    sign_in: SignIn,
) -> None:
    texts = {"name": "Ådå 李 🎈", **dict.fromkeys(_free_texts(deployment), 'Quote " & , [a b] Ltd')}
    changed = {name: text for name, text in texts.items() if name in signed_up_user.attributes}
    assert changed
    cognito.update_user_attributes(
        AccessToken=sign_in(signed_up_user)["AccessToken"],
        UserAttributes=[{"Name": name, "Value": value} for name, value in changed.items()],
    )
    assert claims_of(deployment, sign_in(signed_up_user)["IdToken"]).items() >= changed.items()


def test_a_deleted_user_is_gone(
    cognito: "CognitoIdentityProviderClient", signed_up_user: Person, sign_in: SignIn
) -> None:
    cognito.delete_user(AccessToken=sign_in(signed_up_user)["AccessToken"])
    assert refusal(sign_in, signed_up_user)[0] == "NotAuthorizedException"
