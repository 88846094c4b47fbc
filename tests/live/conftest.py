"""Clients of the shared deployment, and users of it."""

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.__main__ import main
from ops.deployment import paths
from ops.deployment.environment import REGION, isolated
from ops.people import accounts
from ops.people.attributes import fill_in
from ops.people.person import Person
from tests.deployment import Deployment
from tests.environment import models_are_read_once
from tests.live.clients import Caller, NewPerson, NewUser, Settings, SignIn
from tests.live.permissions.caller import USER
from tests.live.terminal import Terminal

__all__ = ["models_are_read_once"]

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
def new_person(deployment: Deployment, new_phone_number: Callable[[], str]) -> NewPerson:
    """Make a person who has filled in the form of this deployment, and not sent it."""

    def new() -> Person:
        return Person(new_phone_number(), attributes=fill_in(deployment.facts))

    return new


@pytest.fixture(scope="session")
def new_user(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_person: NewPerson
) -> NewUser:
    """Sign a new user up, with a confirmed phone number."""

    def new() -> Person:
        user = new_person()
        accounts.sign_up(cognito, client_id, user)
        accounts.confirm(cognito, client_id, user)
        return user

    return new


@pytest.fixture
def signed_up_user(new_user: NewUser) -> Person:
    """A new user with a confirmed phone number, for one test alone."""
    return new_user()


@pytest.fixture
def newcomer(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_person: NewPerson
) -> Person:
    """Somebody who signed up and has not entered the code."""
    user = new_person()
    accounts.sign_up(cognito, client_id, user)
    return user


@pytest.fixture(scope="session")
def sign_in(cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str) -> SignIn:
    """Sign a user in with SRP; gives IdToken, AccessToken, RefreshToken and ExpiresIn."""
    return functools.partial(accounts.sign_in, cognito, pool_id, client_id)


@pytest.fixture(scope="session")
def authorization(new_user: NewUser, sign_in: SignIn) -> dict[str, str]:
    """The header of a signed-in user, for tests that do not change who that is."""
    return {"Authorization": sign_in(new_user())["IdToken"]}


@pytest.fixture(scope="session")
def client_settings(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str
) -> Mapping[str, Any]:
    """The app client's own settings, which the stage chose."""
    found = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    return found["UserPoolClient"]


@pytest.fixture(scope="session")
def guest(deployment: Deployment) -> Caller:
    """A guest's identity and credentials; without guests, the tests that need one are skipped."""
    if not deployment.facts.guest_access:
        pytest.skip("the stage has no guests")
    with isolated(deployment.endpoint):
        return accounts.guest_credentials(REGION, deployment.outputs["IdentityPoolId"])


@pytest.fixture(scope="session")
def user(deployment: Deployment, new_user: NewUser, sign_in: SignIn) -> Caller:
    """A signed-in user's identity and credentials."""
    outputs, id_token = deployment.outputs, sign_in(new_user())["IdToken"]
    with isolated(deployment.endpoint):
        return accounts.user_credentials(
            REGION, outputs["IdentityPoolId"], outputs["UserPoolId"], id_token
        )


@pytest.fixture
def settings(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Settings:
    """Write a settings file to standard output; gives its text."""
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])

    def of(format_: str, *arguments: str) -> str:
        assert main(["settings", "--stage", "local", "--format", format_, *arguments]) == 0
        return capsys.readouterr().out

    return of


@pytest.fixture
def terminal(tmp_path: Path, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of somebody new on the machine."""
    root = deployment.outputs_file.parents[1]
    monkeypatch.setattr(paths, "root", lambda: root)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    return Terminal(tmp_path, root, monkeypatch)


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """IAM, as an administrator has it; all others have the key of a user with no rights yet."""
    client = boto3.client("iam")
    client.create_user(UserName=USER)
    key = client.create_access_key(UserName=USER)["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    yield client
    for name in client.list_user_policies(UserName=USER)["PolicyNames"]:
        client.delete_user_policy(UserName=USER, PolicyName=name)
    client.delete_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"])
    client.delete_user(UserName=USER)
