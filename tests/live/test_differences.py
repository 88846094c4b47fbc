"""Where MiniStack 1.5.33 is not AWS, as far as these tests meet it.

A test that fails here means that MiniStack has learnt something: delete it, and assert what AWS
does where the behaviour belongs. Nothing of this is promised by the project.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
import pytest

from ops.people import accounts
from ops.people.person import Person, new_password
from tests.deployment import Deployment
from tests.live.clients import ORIGIN, ORIGINS, SignIn, preflight, send

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def test_its_authorizer_takes_access_tokens_which_the_function_then_refuses(
    deployment: Deployment, signed_up_user: Person, sign_in: SignIn
) -> None:
    """AWS refuses them at the gateway, whose answers are for every origin."""
    token = sign_in(signed_up_user)["AccessToken"]
    answer = send(deployment.url("me"), {"Authorization": token})
    assert answer.status == 401
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_its_preflight_knows_the_first_origin_alone(deployment: Deployment) -> None:
    """AWS runs the response template, which puts the asking origin in if it is one of ours."""
    if len(ORIGINS) == 1:
        pytest.skip("the stage has one origin")
    other = ORIGINS[1]
    assert preflight(deployment.url("me"), other).headers["Access-Control-Allow-Origin"] == ORIGIN
    api_id = deployment.outputs["ApiUrl"].rsplit("/", 3)[1]
    gateway = boto3.client("apigateway")
    (resource,) = (
        item["id"]
        for item in gateway.get_resources(restApiId=api_id)["items"]
        if item["path"] == "/me"
    )
    response = gateway.get_integration_response(
        restApiId=api_id, resourceId=resource, httpMethod="OPTIONS", statusCode="204"
    )
    template = response["responseTemplates"]["application/json"]
    assert f'$origin == "{other}"' in template
    assert "$context.responseOverride.header.Access-Control-Allow-Origin = $origin" in template


def test_it_takes_headers_of_more_than_10_kb(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    """AWS refuses more than 10,240 bytes of headers in all; here 64 kB end the connection."""
    assert send(deployment.url("me"), authorization | {"X-Big": "a" * 11_000}).status == 200
    assert send(deployment.url("me"), authorization | {"X-Big": "a" * 70_000}).status == 431


def test_it_writes_no_access_log_and_no_execution_log(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    """What these would say is decided by the template."""
    assert send(deployment.url("me"), authorization).status == 200
    logs = boto3.client("logs")
    names = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    of_the_api = [name for name in names if "AccessLog" in name or "Execution-Logs" in name]
    assert len(of_the_api) == 2
    for name in of_the_api:
        assert logs.filter_log_events(logGroupName=name)["events"] == []


def test_it_sends_no_sms_and_tells_nobody_where_to(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_phone_number: Callable[[], str]
) -> None:
    """AWS names the masked number in CodeDeliveryDetails. The codes here are always the same."""
    number = new_phone_number()
    answer = cognito.sign_up(ClientId=client_id, Username=number, Password=new_password())
    assert "CodeDeliveryDetails" not in answer


def test_it_demands_no_required_attribute_and_verifies_no_number(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    new_phone_number: Callable[[], str],
    sign_in: SignIn,
) -> None:
    """AWS refuses a sign-up without a name, and sets phone_number_verified on confirmation."""
    user = Person(phone_number=new_phone_number())
    cognito.sign_up(ClientId=client_id, Username=user.phone_number, Password=user.password)
    accounts.confirm(cognito, client_id, user)
    stored = cognito.get_user(AccessToken=sign_in(user)["AccessToken"])["UserAttributes"]
    assert {attribute["Name"] for attribute in stored} == {"sub", "phone_number"}


def test_it_lets_a_user_write_what_the_client_may_not(
    cognito: "CognitoIdentityProviderClient", signed_up_user: Person, sign_in: SignIn
) -> None:
    """AWS refuses it: the attribute is not among the client's WriteAttributes."""
    cognito.update_user_attributes(
        AccessToken=sign_in(signed_up_user)["AccessToken"],
        UserAttributes=[{"Name": "family_name", "Value": "Example"}],
    )


def test_it_changes_a_phone_number_at_once(
    cognito: "CognitoIdentityProviderClient",
    signed_up_user: Person,
    new_phone_number: Callable[[], str],
    sign_in: SignIn,
) -> None:
    """AWS texts a code to the new number, and the old one stays until it is entered."""
    token = sign_in(signed_up_user)["AccessToken"]
    number = new_phone_number()
    cognito.update_user_attributes(
        AccessToken=token, UserAttributes=[{"Name": "phone_number", "Value": number}]
    )
    stored = cognito.get_user(AccessToken=token)["UserAttributes"]
    assert {"Name": "phone_number", "Value": number} in stored
