"""AWS and the local cloud: each way in which they cannot be asked is one sentence."""

import socket

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from ops.deployment.clouds import connect, reading
from ops.errors import OpsError, RefusedError
from tests.unit.ops.samples import Run, sentence


def test_no_credentials_is_said(run: Run) -> None:
    assert "No AWS credentials" in sentence(run())


def test_no_region_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    assert "No AWS region" in sentence(run())


def test_a_profile_that_does_not_exist_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert "nobody" in sentence(run())


def test_the_local_stage_does_not_look_at_the_operators_profile(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    said = sentence(run(stage="local"))
    assert "The local cloud does not answer at http://127.0.0.1:1025: " in said
    assert "make local" in said


@pytest.mark.parametrize("port", ["x", "0", "80", "65536", "80@example.com", "²"])
def test_a_local_port_that_is_none_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("LOCAL_PORT", port)
    assert "LOCAL_PORT is a number from 1024 to 65535" in sentence(run(stage="local"), 2)


def test_an_endpoint_that_does_not_answer_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    assert "AWS does not answer" in sentence(run())


def test_a_call_that_aws_refuses_is_named_with_its_reason() -> None:
    with (
        pytest.raises(OpsError, match=r"^AWS refused DescribeUserPool: not for you \(AccessDenied"),
        reading(None),
    ):
        raise ClientError(
            {"Error": {"Code": "AccessDeniedException", "Message": "not for you"}},
            "DescribeUserPool",
        )


@pytest.mark.parametrize("code", ["ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId"])
def test_credentials_that_are_not_accepted_ask_for_a_new_login(code: str) -> None:
    with (
        pytest.raises(OpsError, match=rf"these credentials \({code}\): log in again"),
        reading(None),
    ):
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "GetCallerIdentity")


@pytest.mark.parametrize(
    "error",
    [UnauthorizedSSOTokenError(), TokenRetrievalError(provider="sso", error_msg="expired")],
)
def test_a_login_that_has_expired_is_told_as_that(error: BotoCoreError) -> None:
    with pytest.raises(OpsError, match="a login that has expired: log in"), reading(None):
        raise error


def _no_address(*_: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")


@pytest.mark.parametrize("region", ["eu-nowhere-1", "eu west", "x" * 70])
def test_a_region_that_does_not_exist_is_told_as_that(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_address)
    with pytest.raises(RefusedError, match=rf"no AWS region {region!r}: .*correct AWS_REGION"):
        connect(region)
    monkeypatch.setenv("AWS_REGION", region)
    with pytest.raises(RefusedError, match="there is no AWS region"):
        connect()


def test_a_region_that_is_newer_than_botocore_has_an_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, _: asked.append(host))
    assert connect("eu-new-1").region_name == "eu-new-1"
    assert asked == ["cloudformation.eu-new-1.amazonaws.com"]


@pytest.mark.parametrize("region", ["eu-central-1", "us-gov-west-1", "cn-north-1"])
def test_a_region_that_botocore_knows_is_looked_up_nowhere(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_address)
    assert connect(region).region_name == region
