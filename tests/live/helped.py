"""`python -m ops support` as the live tests run it, and whom it helps there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import botocore.client
import pytest

from ops.__main__ import main
from ops.deployment import paths
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import NewUser

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True)
class Said:
    """What a run of the command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def audit(self) -> list[dict[str, Any]]:
        """The audit lines."""
        return [json.loads(line) for line in self.err.splitlines() if line.startswith("{")]


Support = Callable[..., Said]


@dataclass(frozen=True)
class Helped:
    """A user who calls.

    Attributes:
        person: with the password.
        sub: of the account.
    """

    person: Person = field(repr=False)
    sub: str

    @property
    def number(self) -> str:
        """The phone number."""
        return self.person.phone_number


def assert_done(said: Said, verb: str, helped: Helped, *never: str) -> None:
    """Assert a change that was made, written down, and told without personal data."""
    assert (said.code, len(said.audit)) == (0, 1), said.err
    line = said.audit[0]
    assert (line["verb"], line["sub"], line["outcome"]) == (verb, helped.sub, "done")
    assert line["caller"].startswith("arn:")
    for text in (helped.number, helped.person.attributes["name"], *never):
        assert text not in said.out + said.err


@pytest.fixture
def support(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Support:
    """Run a verb of `ops support` against the shared deployment."""
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])

    def run(verb: str, *arguments: str) -> Said:
        capsys.readouterr()
        code = main(["support", verb, "--stage", "local", *arguments])
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def new_helped(
    cognito: "CognitoIdentityProviderClient", pool_id: str, new_user: NewUser
) -> Callable[[], Helped]:
    """Sign up a new user, and ask for the sub."""

    def new() -> Helped:
        person = new_user()
        user = cognito.admin_get_user(UserPoolId=pool_id, Username=person.phone_number)
        (sub,) = (a["Value"] for a in user["UserAttributes"] if a["Name"] == "sub")
        return Helped(person, sub)

    return new


@pytest.fixture
def helped(new_helped: Callable[[], Helped]) -> Helped:
    """A user who calls for help."""
    return new_helped()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every operation that botocore is asked for, as `service:Operation`."""
    made: list[str] = []
    real = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # its seam

    def call(client: Any, name: str, parameters: dict[str, Any]) -> object:
        made.append(f"{client.meta.service_model.signing_name}:{name}")
        return real(client, name, parameters)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)
    return made
