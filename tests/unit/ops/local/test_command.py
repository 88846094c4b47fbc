"""What `python -m ops local` says and returns; what local commands may see and write."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.errors import OpsError
from ops.local import outputs
from ops.local.cloud import LocalCloud
from ops.local.environment import isolated, local_environment

ENDPOINT = "http://127.0.0.1:4566"


@pytest.fixture(autouse=True)
def sigterm() -> Iterator[None]:
    """Give SIGTERM its meaning back, which `main` changes."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("port", ["abc", "", "0", "80", "65536", "45 66", "-1", "²", "4566.0"])
def test_a_port_that_is_none_is_refused_in_one_sentence(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["local", "up", f"--port={port}"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "LOCAL_PORT is a number from 1024 to 65535" in said


def test_a_failure_is_one_sentence_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: LocalCloud) -> bool:
        raise OpsError("it rained.")

    monkeypatch.setattr(LocalCloud, "down", fail)
    assert main(["local", "down"]) == 1
    assert capsys.readouterr().err == "error: it rained.\n"


def test_ctrl_c_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: LocalCloud) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(LocalCloud, "down", interrupt)
    assert main(["local", "down"]) == 130
    assert capsys.readouterr().err == "\ninterrupted\n"


def test_nothing_of_the_users_aws_reaches_a_local_command() -> None:
    users = {
        "AWS_PROFILE": "prod",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ACCESS_KEY_ID": "real",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_CA_BUNDLE": "/real",
        "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "https://real",
        "AWS_CONFIG_FILE": "/real",
        "CDK_DEFAULT_ACCOUNT": "real",
        "HTTPS_PROXY": "http://proxy",
    }
    seen = local_environment(ENDPOINT, users)
    assert not [name for name, value in seen.items() if "real" in value]
    assert seen["AWS_ENDPOINT_URL"] == ENDPOINT
    assert seen["AWS_CONFIG_FILE"] == seen["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert "127.0.0.1" in seen["NO_PROXY"]


def test_the_environment_comes_back_even_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "prod")
    before = dict(os.environ)
    with pytest.raises(KeyError), isolated(ENDPOINT):
        os.environ["AWS_PROFILE"]
    assert dict(os.environ) == before


def test_the_outputs_file_keeps_its_format_and_gets_an_address_that_answers() -> None:
    deployed = {
        "phone-auth-local-identity": {"Region": "us-east-1"},
        "phone-auth-local-api": {"ApiUrl": "https://ab12.execute-api.us-east-1.amazonaws.com/v1/"},
    }
    assert outputs.localized(deployed, ENDPOINT) == {
        "phone-auth-local-identity": {"Region": "us-east-1"},
        "phone-auth-local-api": {"ApiUrl": f"{ENDPOINT}/_aws/execute-api/ab12/v1/"},
    }


def test_an_api_url_of_another_kind_is_refused() -> None:
    with pytest.raises(OpsError, match="not the address of a REST API"):
        outputs.local_api_url("https://api.example.com/v1/", ENDPOINT)


def test_outputs_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "outputs/local.json"
    outputs.write_outputs({"stack": {"Region": "us-east-1"}}, path)
    with pytest.raises(TypeError):
        outputs.write_outputs({"stack": {"Region": object()}}, path)  # type: ignore[dict-item] # not JSON
    assert json.loads(path.read_text()) == {"stack": {"Region": "us-east-1"}}
    assert list(path.parent.iterdir()) == [path]
