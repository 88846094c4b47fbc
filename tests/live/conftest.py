"""One deployment for all live tests, made by the code of `make local` on a port of its own."""

import functools
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.local import proof
from ops.local.cloud import LocalCloud
from ops.local.emulator import free_port
from ops.local.environment import isolated
from ops.local.outputs import flat

if TYPE_CHECKING:
    from types_boto3_cognito_identity import CognitoIdentityClient
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

# A setting of the stage that a test may change: what Python writes as a literal.
Setting = str | int | bool | tuple[str, ...]


@dataclass(frozen=True)
class Deployment:
    """The deployed stage local.

    Attributes:
        endpoint: the base URL of the local AWS. Every live test runs in an environment in which
            a plain `boto3.client(...)` reaches it and nothing else.
        outputs: the outputs of both stacks by name.
        outputs_file: the outputs file, as `make local` writes it.
    """

    endpoint: str
    outputs: dict[str, str]
    outputs_file: Path
    _cloud: LocalCloud

    def url(self, route: str) -> str:
        """Return the address of a route, such as `me`."""
        return self.outputs["ApiUrl"] + route

    def redeploy(self, **changes: Setting) -> None:
        """Deploy again, with these settings of the stage changed; without any, the stage itself."""
        command = f"python3 -m tests.live.changed_app {shlex.quote(repr(changes))}"
        self._cloud.up(app=command if changes else None)


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The deployment that all live tests share; they fail where it cannot be made."""
    state = tmp_path_factory.mktemp("local-cloud")
    cloud = LocalCloud(free_port(), state=state, outputs_file=state / "outputs/local.json")
    try:
        outputs = flat(cloud.up())
        yield Deployment(cloud.emulator.endpoint, outputs, cloud.outputs_file, cloud)
    finally:
        cloud.down()


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
def new_phone_number() -> Callable[[], str]:
    """Make phone numbers that are reserved for fiction, each only once."""
    given: set[str] = set()

    def new() -> str:
        number = proof.fictional_number()
        while number in given:
            number = proof.fictional_number()
        given.add(number)
        return number

    return new


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
