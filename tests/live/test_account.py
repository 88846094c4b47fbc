"""The logging role of API Gateway, on the embedded cloud's IAM and account settings."""

from collections.abc import Mapping
from pathlib import Path

import boto3
import pytest

from ops.account import command as account
from ops.deployment.logging_role import ROLE
from tests.deployment import Deployment


def test_the_account_gets_its_logging_role_once(
    deployment: Deployment,
    assemblies: Mapping[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])
    arguments = ["--stage", "local", "--assembly", str(assemblies["local"])]
    account.run(arguments)
    role = boto3.client("apigateway").get_account()["cloudwatchRoleArn"]
    assert role.endswith(f":role/{ROLE}")
    assert boto3.client("iam").get_role(RoleName=ROLE)["Role"]["Arn"] == role
    capsys.readouterr()
    account.run([*arguments, "--check"])
    assert role in capsys.readouterr().out
