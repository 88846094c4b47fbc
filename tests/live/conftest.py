"""Clients of the shared deployment, and users of it."""

import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.local import proof
from ops.local.environment import isolated
from tests.deployment import Deployment

if TYPE_CHECKING:
    from types_boto3_cognito_identity import CognitoIdentityClient
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture(autouse=True)
def local_only(deployment: Deployment) -> Iterator[None]:
    """Keep every AWS client of a test on the local deployment."""
    with isolated(deployment.endpoint):
        yield


@pytest.fixture(scope="session")
def cognito(deployment: Deployment) -> "CognitoIdentityProviderClient":
    """A client of the user pool service."""
    with isolated(deployment.endpoint):
        return boto3.client("cognito-idp")


@pytest.fixture(scope="session")
def pool_id(deployment: Deployment) -> str:
    """The user pool."""
    return deployment.outputs["UserPoolId"]


@pytest.fixture(scope="session")
def client_id(deployment: Deployment) -> str:
    """The app client."""
    return deployment.outputs["UserPoolClientId"]


@pytest.fixture(scope="session")
def identities(deployment: Deployment) -> "CognitoIdentityClient":
    """A client of the identity pool service."""
    with isolated(deployment.endpoint):
        return boto3.client("cognito-identity")


@pytest.fixture(scope="session")
def new_user(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_phone_number: Callable[[], str]
) -> Callable[[], proof.PhoneUser]:
    """Sign a new user up, with a confirmed phone number."""

    def new() -> proof.PhoneUser:
        user = proof.PhoneUser(phone_number=new_phone_number())
        proof.sign_up(cognito, client_id, user)
        proof.confirm(cognito, client_id, user)
        return user

    return new


@pytest.fixture
def signed_up_user(new_user: Callable[[], proof.PhoneUser]) -> proof.PhoneUser:
    """A new user with a confirmed phone number, for one test alone."""
    return new_user()


@pytest.fixture
def newcomer(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_phone_number: Callable[[], str]
) -> proof.PhoneUser:
    """Somebody who signed up and has not entered the code."""
    user = proof.PhoneUser(phone_number=new_phone_number())
    proof.sign_up(cognito, client_id, user)
    return user


@pytest.fixture(scope="session")
def sign_in(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str
) -> Callable[[proof.PhoneUser], dict[str, Any]]:
    """Sign a user in with SRP; gives IdToken, AccessToken, RefreshToken and ExpiresIn."""
    return functools.partial(proof.sign_in, cognito, pool_id, client_id)


@pytest.fixture(scope="session")
def authorization(
    new_user: Callable[[], proof.PhoneUser], sign_in: Callable[[proof.PhoneUser], dict[str, Any]]
) -> dict[str, str]:
    """The header of a signed-in user, for tests that do not change who that is."""
    return {"Authorization": sign_in(new_user())["IdToken"]}
