"""What local commands may see of the user's environment: nothing that leads to AWS."""

import os
import re

import pytest

from ops.deployment.environment import (
    embedded_endpoint,
    isolated,
    local_environment,
    local_port,
)
from ops.errors import RefusedError

ENDPOINT = "http://127.0.0.1:4566"


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


@pytest.mark.parametrize("port", ["80", "65536", "0", "-1", "\uff14566", "9" * 5000, "4566\n", "x"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(RefusedError, match="LOCAL_PORT is a number from 1024 to 65535"):
        local_port(port)


@pytest.mark.parametrize(
    "endpoint", ["http://[", "foo:bar", "localhost:4566", "http://a:b", "ftp://a"]
)
def test_an_endpoint_that_is_no_address_is_refused(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    with pytest.raises(RefusedError, match=f"is {re.escape(repr(endpoint))}, which is no address"):
        embedded_endpoint()
