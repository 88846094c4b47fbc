"""AWS credentials for guests and users: good for `GET /guest`, and for nothing else."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.deployment.environment import REGION, isolated
from ops.people import accounts
from tests.deployment import Deployment
from tests.live.clients import Caller, NewUser, SignIn, assert_constant, refusal, send, signature

if TYPE_CHECKING:
    from types_boto3_cognito_identity import CognitoIdentityClient


@pytest.fixture(scope="module")
def provider(pool_id: str) -> str:
    """The user pool as the identity pool knows it."""
    return f"cognito-idp.{REGION}.amazonaws.com/{pool_id}"


@pytest.fixture(scope="module")
def tokens(new_user: NewUser, sign_in: SignIn) -> dict[str, Any]:
    """The tokens of one user."""
    return sign_in(new_user())


@pytest.fixture(scope="module")
def user(deployment: Deployment, pool_id: str, tokens: dict[str, Any]) -> Caller:
    """A signed-in user's identity and credentials."""
    identity_pool = deployment.outputs["IdentityPoolId"]
    with isolated(deployment.endpoint):
        return accounts.user_credentials(REGION, identity_pool, pool_id, tokens["IdToken"])


@pytest.fixture(params=["guest", "user"])
def caller(request: pytest.FixtureRequest) -> Caller:
    """Either of them."""
    who: Caller = request.getfixturevalue(request.param)
    return who


@pytest.mark.parametrize(("kind", "authenticated"), [("guest", False), ("user", True)])
def test_the_guest_route_knows_who_calls(
    deployment: Deployment, request: pytest.FixtureRequest, kind: str, authenticated: bool
) -> None:
    identity, credentials = request.getfixturevalue(kind)
    url = deployment.url("guest")
    answer = send(url, signature(url, credentials))
    assert answer.status == 200
    assert answer.body == {"identityId": identity, "authenticated": authenticated}


def test_a_user_keeps_the_identity_and_each_guest_has_a_new_one(
    deployment: Deployment,
    identities: "CognitoIdentityClient",
    provider: str,
    tokens: dict[str, Any],
    user: Caller,
) -> None:
    pool = deployment.outputs["IdentityPoolId"]
    again = identities.get_id(IdentityPoolId=pool, Logins={provider: tokens["IdToken"]})
    assert again["IdentityId"] == user[0]
    if not deployment.facts.guest_access:
        pytest.skip("the stage has no guests")
    guests = {identities.get_id(IdentityPoolId=pool)["IdentityId"] for _ in range(3)}
    assert len(guests | {user[0]}) == 4


def test_credentials_do_not_open_the_users_route(deployment: Deployment, caller: Caller) -> None:
    url = deployment.url("me")
    answer = send(url, signature(url, caller[1]))
    assert_constant(answer, 401, "Unauthorized", caller[1].access_key)


@pytest.mark.parametrize(
    ("service", "operation", "arguments"),
    [
        ("s3", "list_buckets", {}),
        ("cognito-idp", "list_user_pools", {"MaxResults": 1}),
        ("cognito-idp", "list_users", {"UserPoolId": "{UserPoolId}"}),
        ("cognito-idp", "admin_get_user", {"UserPoolId": "{UserPoolId}", "Username": "ada"}),
        ("cognito-identity", "list_identity_pools", {"MaxResults": 1}),
        ("iam", "list_roles", {}),
        ("lambda", "list_functions", {}),
        ("logs", "describe_log_groups", {}),
        ("sns", "publish", {"PhoneNumber": "+14155550100", "Message": "hello"}),
        ("cloudformation", "describe_stacks", {}),
        ("apigateway", "get_rest_apis", {}),
    ],
)
def test_credentials_do_nothing_else_in_aws(
    deployment: Deployment, caller: Caller, service: Any, operation: str, arguments: dict[str, Any]
) -> None:
    _, credentials = caller
    client = boto3.client(
        service,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=credentials.secret_key,
        aws_session_token=credentials.token,
    )
    filled = {
        name: value.format(**deployment.outputs) if isinstance(value, str) else value
        for name, value in arguments.items()
    }
    code, _ = refusal(getattr(client, operation), **filled)
    assert code in ("AccessDenied", "AccessDeniedException", "AuthorizationError")


def test_a_users_identity_is_not_given_to_a_guest(
    identities: "CognitoIdentityClient", user: Caller
) -> None:
    code, _ = refusal(identities.get_credentials_for_identity, IdentityId=user[0])
    assert code == "NotAuthorizedException"


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda tokens: tokens["IdToken"][:-8] + "AAAAAAAA", id="tampered"),
        pytest.param(lambda tokens: tokens["AccessToken"], id="an access token"),
        pytest.param(lambda _: "garbage", id="garbage"),
    ],
)
def test_no_users_credentials_for_a_token_that_is_not_the_pools(
    deployment: Deployment,
    identities: "CognitoIdentityClient",
    provider: str,
    tokens: dict[str, Any],
    spoilt: Callable[[dict[str, Any]], str],
) -> None:
    pool, logins = deployment.outputs["IdentityPoolId"], {provider: spoilt(tokens)}
    code, _ = refusal(identities.get_id, IdentityPoolId=pool, Logins=logins)
    assert code == "NotAuthorizedException"
