"""`python -m ops account`: the one owner of API Gateway's logging role.

The account is moto's. What it does not play is stubbed: a role that IAM has not spread yet, and
API Gateway's and IAM's refusals.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.iam.models import AWSManagedPolicy, iam_backends

from ops import account
from ops.__main__ import main

REGION = "eu-west-1"
NAME = "AmazonAPIGatewayPushToCloudWatchLogs"
MANAGED_POLICY = {
    "Path": "/service-role/",
    "CreateDate": "2015-11-11T23:41:46+00:00",
    "UpdateDate": "2015-11-11T23:41:46+00:00",
}
ACCOUNT = "123456789012"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/{account.ROLE}"
THEIRS = f"arn:aws:iam::{ACCOUNT}:role/somebody-elses"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _aws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account without a logging role, and no other settings than its own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(account, "PAUSE_SECONDS", 0)
    with mock_aws():
        # The one policy of AWS's own that is used; moto would take seconds for all of them.
        policy = AWSManagedPolicy.from_data(NAME, ACCOUNT, REGION, MANAGED_POLICY)
        iam_backends[ACCOUNT]["aws"].managed_policies[policy.arn] = policy
        yield


@pytest.fixture
def run(assemblies: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command for stage dev; gives the exit code, the output and the errors."""

    def run_(*arguments: str, assembly: Path = assemblies["dev"]) -> tuple[int, str, str]:
        code = main(["account", "--stage", "dev", "--assembly", str(assembly), *arguments])
        return code, *capsys.readouterr()

    return run_


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Let AWS answer an operation with these error codes first; gives the calls as they come."""
    real = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # botocore's seam

    def refuse_(operation: str, *codes: str) -> list[str]:
        left, calls = list(codes), list[str]()

        def call(client: object, name: str, parameters: dict[str, Any]) -> object:
            calls.append(name)
            if name == operation and left:
                raise ClientError({"Error": {"Code": left.pop(0), "Message": "No"}}, name)
            return real(client, name, parameters)

        monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)
        return calls

    return refuse_


def _role_in_settings() -> str | None:
    return boto3.client("apigateway", REGION).get_account().get("cloudwatchRoleArn")


def _set(role: str) -> None:
    boto3.client("apigateway", REGION).update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}]
    )


def test_an_account_gets_a_role_that_api_gateway_alone_assumes(run: Run) -> None:
    code, said, _ = run()
    assert code == 0
    assert said.startswith(f"Account {ACCOUNT}, region {REGION}\n")
    assert _role_in_settings() == ROLE_ARN
    iam = boto3.client("iam")
    trust: Any = iam.get_role(RoleName=account.ROLE)["Role"]["AssumeRolePolicyDocument"]
    (statement,) = trust["Statement"]
    assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    attached = iam.list_attached_role_policies(RoleName=account.ROLE)["AttachedPolicies"]
    assert [p["PolicyName"] for p in attached] == [NAME]


def test_a_second_run_changes_nothing(run: Run, refuse: Callable[..., list[str]]) -> None:
    run()
    calls = refuse("none")
    assert run()[:2] == (0, f"Account {ACCOUNT}, region {REGION}\n{_tells(ROLE_ARN)}")
    assert set(calls) == {"GetCallerIdentity", "GetAccount"}


def test_a_role_that_is_there_stays(run: Run) -> None:
    _set(THEIRS)
    assert run()[1].endswith(_tells(THEIRS))
    assert _role_in_settings() == THEIRS


def test_what_an_interrupted_run_has_made_is_used(run: Run) -> None:
    trust = json.dumps(account.TRUST)
    boto3.client("iam").create_role(RoleName=account.ROLE, AssumeRolePolicyDocument=trust)
    assert run()[0] == 0
    assert _role_in_settings() == ROLE_ARN
    assert boto3.client("iam").list_attached_role_policies(RoleName=account.ROLE)[
        "AttachedPolicies"
    ]


def test_an_interruption_while_it_waits_is_told(
    run: Run, refuse: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    refuse("UpdateAccount", "BadRequestException")
    monkeypatch.setattr(time, "sleep", interrupt)
    assert run()[0] == 130
    assert run()[0] == 0
    assert _role_in_settings() == ROLE_ARN


def test_a_role_that_iam_has_not_spread_yet_is_waited_for(
    run: Run, refuse: Callable[..., list[str]]
) -> None:
    calls = refuse("UpdateAccount", "BadRequestException", "TooManyRequestsException")
    code, said, _ = run()
    assert code == 0
    assert ".." in said
    assert calls.count("UpdateAccount") == 3
    assert _role_in_settings() == ROLE_ARN


def test_it_does_not_wait_for_ever(run: Run, refuse: Callable[..., list[str]]) -> None:
    calls = refuse("UpdateAccount", *["BadRequestException"] * 99)
    code, _, error = run()
    assert code == 1
    assert calls.count("UpdateAccount") == account.TRIES
    assert error.startswith(f"error: API Gateway did not take the role {account.ROLE}")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("operation", ["CreateRole", "AttachRolePolicy", "UpdateAccount"])
def test_who_may_not_is_told_at_once(
    operation: str, run: Run, refuse: Callable[..., list[str]]
) -> None:
    calls = refuse(operation, *["AccessDenied"] * 99)
    code, _, error = run()
    assert code == 1
    assert error == f"error: AWS refused {operation}: No (AccessDenied).\n"
    assert calls.count(operation) == 1
    assert _role_in_settings() is None


def test_a_check_changes_nothing_and_names_the_remedy(
    run: Run, refuse: Callable[..., list[str]]
) -> None:
    calls = refuse("none")
    code, _, error = run("--check")
    assert code == 1
    assert "`make account STAGE=dev`" in error
    assert len(error.splitlines()) == 1
    assert set(calls) == {"GetCallerIdentity", "GetAccount"}
    _set(THEIRS)
    assert run("--check")[0] == 0


def test_another_account_than_the_stages_is_left_alone(
    run: Run, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    fixed = tmp_path / "cdk.out"
    fixed.mkdir()
    for source in assemblies["dev"].glob("*.template.json"):
        (fixed / source.name).write_text(source.read_text())
    manifest = (assemblies["dev"] / "manifest.json").read_text()
    there = manifest.replace("unknown-account/unknown-region", f"111122223333/{REGION}")
    (fixed / "manifest.json").write_text(there)
    code, _, error = run(assembly=fixed)
    assert code == 1
    assert "stage dev lives in account 111122223333" in error
    assert _role_in_settings() is None


def test_missing_credentials_and_region_are_told_with_the_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    assert "set AWS_REGION" in run()[2]
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "No AWS credentials" in run()[2]


def _tells(role: str) -> str:
    return f"API Gateway writes its logs by {role}\n"
