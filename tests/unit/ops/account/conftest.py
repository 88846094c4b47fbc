"""`python -m ops account` in an account that moto plays.

What it does not play is stubbed: a role that IAM has not spread yet, and API Gateway's and IAM's
refusals.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import botocore.client
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.iam.models import AWSManagedPolicy, iam_backends

from ops.__main__ import main
from ops.account import command as account
from ops.permissions.caller import CALLER, UNNEEDED
from tests.environment import forget_aws
from tests.unit.ops.account.settings import ACCOUNT, POLICY, REGION, STAGE, Refuse, Run
from tests.unit.ops.permissions.operations import recorded_actions

MANAGED_POLICY = {
    "Path": "/service-role/",
    "CreateDate": "2015-11-11T23:41:46+00:00",
    "UpdateDate": "2015-11-11T23:41:46+00:00",
}


@pytest.fixture(autouse=True)
def aws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account without a logging role, and no other settings than its own."""
    monkeypatch.chdir(tmp_path)
    forget_aws(monkeypatch)
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
        policy = AWSManagedPolicy.from_data(POLICY, ACCOUNT, REGION, MANAGED_POLICY)
        iam_backends[ACCOUNT]["aws"].managed_policies[policy.arn] = policy
        yield


@pytest.fixture
def run(samples: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command for the sample stage; gives the exit code, the output and the errors.

    Whatever it asks AWS, the caller's policy of docs/permissions.md allows.
    """

    def run_(*arguments: str, assembly: Path = samples[STAGE]) -> tuple[int, str, str]:
        with recorded_actions() as actions:
            code = main(["account", "--stage", STAGE, "--assembly", str(assembly), *arguments])
        assert actions <= {*UNNEEDED, *(name for grant in CALLER for name in grant.named())}
        return code, *capsys.readouterr()

    return run_


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
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
