"""`.env` means the same to a shell and to Node."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.settings import formats
from ops.settings.values import described
from tests.node import NODE, said
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, HOSTILE_NAMES, LOCAL

LOCAL_ENDPOINT = "http://127.0.0.1:4566/"
ISSUER = f"https://cognito-idp.eu-west-1.amazonaws.com/{LOCAL.user_pool_id}"
IDS = {
    "STAGE": "local",
    "REGION": "eu-west-1",
    "USER_POOL_ID": "eu-west-1_AbCdEfGhI",
    "USER_POOL_CLIENT_ID": "1example23456789abcdefghij",
    "IDENTITY_POOL_ID": "eu-west-1:00000000-1111-2222-3333-444444444444",
    "API_URL": "http://127.0.0.1:4566/_aws/execute-api/abc123/v1",
    "API_NAME": "sample",
    "ISSUER": ISSUER,
    "JWKS_URI": f"{LOCAL_ENDPOINT}{LOCAL.user_pool_id}/.well-known/jwks.json",
    "LOCAL_USER_POOL_ENDPOINT": LOCAL_ENDPOINT,
    "LOCAL_IDENTITY_POOL_ENDPOINT": LOCAL_ENDPOINT,
    "LOCAL_SMS_CODE": "123456",
    "LOCAL_RESET_CODE": "654321",
}
FOR_SERVERS = {
    "AWS_REGION": "REGION",
    "AWS_DEFAULT_REGION": "REGION",
    "COGNITO_REGION": "REGION",
    "COGNITO_USER_POOL_ID": "USER_POOL_ID",
    "COGNITO_CLIENT_ID": "USER_POOL_CLIENT_ID",
    "COGNITO_APP_ID": "USER_POOL_CLIENT_ID",
    "COGNITO_IDENTITY_POOL_ID": "IDENTITY_POOL_ID",
    "COGNITO_ISSUER": "ISSUER",
    "COGNITO_JWKS_URI": "JWKS_URI",
}
MFA = {"MFA_CONFIGURATION": "OPTIONAL"}
Environment = Callable[[str], dict[str, str]]
DUMP = "console.log(JSON.stringify(process.env))"


@pytest.fixture(params=["shell", "node"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Environment:
    """Let a program read a file; gives its environment."""

    def of(text: str) -> dict[str, str]:
        file = tmp_path / ".env"
        file.write_text(text, encoding="utf-8")
        commands: dict[str, list[str | Path]] = {
            "shell": ["/bin/sh", "-c", 'set -a; . "$0"; exec "$1" -e "$2"', file, NODE, DUMP],
            "node": [NODE, f"--env-file={file}", "-e", DUMP],
        }
        read: dict[str, str] = said(*commands[request.param], env={})
        return read

    return of


def test_dotenv_means_the_same_to_a_shell_and_to_node(environment: Environment) -> None:
    read = environment(formats.dotenv(LOCAL, FACTS, "VITE_"))
    texts = {**IDS, **MFA, **{name: IDS[same] for name, same in FOR_SERVERS.items()}}
    for name, value in texts.items():
        assert read[f"VITE_{name}"] == value
    known = described(LOCAL, FACTS)
    for name in ("countries", "callingCodes", "attributes", "groups", "passwordPolicy"):
        screaming = re.sub(r"(?=[A-Z])", "_", name).upper()
        assert json.loads(read[f"VITE_{screaming}"]) == known[name]
    assert read["VITE_SIGN_UP_ENABLED"] == "true"


def test_hostile_names_run_nothing_and_come_back_as_they_are(environment: Environment) -> None:
    read = environment(formats.dotenv(DEV, HOSTILE))
    assert list(json.loads(read["GROUPS"])) == HOSTILE_NAMES


def test_what_a_stage_on_aws_has_not_is_empty(environment: Environment) -> None:
    read = environment(formats.dotenv(DEV, FACTS))
    assert [read[name] for name in IDS if name.startswith("LOCAL_")] == [""] * 4


def test_a_bundler_that_expands_variables_finds_none() -> None:
    """dotenv-expand, which Vite uses, does so between single quotes too."""
    assert "$" not in formats.dotenv(DEV, HOSTILE)


def test_no_backslash_stands_for_another() -> None:
    """python-dotenv unescapes a pair between single quotes too, and the JSON would be none."""
    assert r"\\" not in formats.dotenv(DEV, HOSTILE)


def test_dotenv_takes_the_prefix_of_any_bundler() -> None:
    lines = formats.dotenv(DEV, FACTS, "NEXT_PUBLIC_").splitlines()[1:]
    assert all(line.startswith("NEXT_PUBLIC_") for line in lines)
    assert formats.dotenv(DEV, FACTS).splitlines()[1] == "STAGE='dev'"
