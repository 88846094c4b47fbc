"""What a failed first deployment left: told by name, removed on request, never with users in it."""

from typing import Any

import boto3
import botocore.client
import pytest

from ops.account.command import POLICY
from ops.deployment.logging_role import ROLE
from ops.deployment.stack import Stacks
from tests.programs.deploy.conftest import Run, ScriptedCdk
from tests.programs.deploy.failure import (
    Fail,
    fail,
    moto_stack,
    pool,
    pools,
    protection,
    stacks,
)
from tests.unit.ops.guard.account import REGION, deploy
from tests.unit.ops.guard.cases import IDENTITY, STAGE

__all__ = ["fail", "pool", "protection"]

pytestmark = pytest.mark.usefixtures("protection")
LOG_GROUP = f"/aws/vendedlogs/cognito/{IDENTITY}"
PARAMETER = f"/phone-auth/{STAGE}/Region"


def test_an_empty_failed_stack_goes_by_itself_though_it_is_protected(
    run: Run, fail: Fail, cdk: ScriptedCdk
) -> None:
    fail("ROLLBACK_COMPLETE", {("AWS::Cognito::UserPool", "eu-west-1_Gone"): "DELETE_COMPLETE"})
    assert moto_stack(IDENTITY).enable_termination_protection
    code, said, _ = run()
    assert code == 0
    assert f"Removing the stack {IDENTITY}, whose first deployment failed" in said
    assert stacks() == []
    assert cdk.commands[-1] == "deploy"


def test_a_protected_pool_is_told_and_removed_on_request(
    run: Run, fail: Fail, cdk: ScriptedCdk, pool: str
) -> None:
    role = boto3.client("iam").create_role(RoleName="sms", AssumeRolePolicyDocument="{}")["Role"]
    policy = boto3.client("iam").create_policy(
        PolicyName="publish",
        PolicyDocument='{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": '
        '"sns:Publish", "Resource": "*"}}',
    )["Policy"]["Arn"]
    boto3.client("iam").attach_role_policy(RoleName="sms", PolicyArn=policy)
    fail(
        "ROLLBACK_FAILED",
        {
            ("AWS::IAM::Role", role["RoleName"]): "CREATE_COMPLETE",
            ("AWS::IAM::ManagedPolicy", policy): "CREATE_COMPLETE",
            ("AWS::Cognito::UserPool", pool): "DELETE_FAILED",
            ("AWS::Logs::LogGroup", "/of/somebody/else"): "CREATE_FAILED",
        },
    )
    code, _, refused = run()
    assert code == 2
    said, *lines = refused.splitlines()
    assert said.endswith(
        f"stage {STAGE} failed or was destroyed, and has left what stands in the way of this one:"
    )
    assert lines == [
        f"  - user pool {pool}",
        "  - role sms",
        f"  - policy {policy}",
        "  --clean removes exactly that, first (make: CLEAN=1).",
    ]
    assert (pools(), stacks(), cdk.commands) == ([pool], [IDENTITY], ["synth"])
    assert run("--clean")[0] == 0
    assert (pools(), stacks()) == ([], [])
    assert [r["RoleName"] for r in boto3.client("iam").list_roles()["Roles"]] == [ROLE]
    policies = boto3.client("iam").list_policies(Scope="Local")["Policies"]
    assert [one["PolicyName"] for one in policies] == [POLICY]


def test_a_pool_with_users_is_never_removed(run: Run, fail: Fail, pool: str) -> None:
    client = boto3.client("cognito-idp", REGION)
    for name in ("ada", "bea"):
        client.admin_create_user(UserPoolId=pool, Username=name)
    fail("ROLLBACK_FAILED", {("AWS::Cognito::UserPool", pool): "DELETE_FAILED"})
    code, _, refused = run("--clean")
    assert code == 2
    assert f"the user pool {pool} is left of a deployment that failed, and has 2 user(s)" in refused
    assert (pools(), stacks()) == ([pool], [IDENTITY])


@pytest.mark.parametrize(
    ("was", "code"), [(("CREATE_COMPLETE",), 2), (("ROLLBACK_COMPLETE",), 0)], ids=["yes", "never"]
)
def test_a_stack_that_was_ever_deployed_is_never_removed(
    run: Run, fail: Fail, pool: str, was: tuple[str, ...], code: int
) -> None:
    """A stack ends in DELETE_FAILED by the deletion of a good one too."""
    fail("DELETE_FAILED", {("AWS::Cognito::UserPool", pool): "DELETE_FAILED"}, *was)
    assert run("--clean")[0] == code
    assert (pools() == [pool]) is (code == 2)


def test_a_deletion_whose_beginning_is_forgotten_counts_as_that_of_a_deployed_stack(
    run: Run, fail: Fail, pool: str
) -> None:
    """CloudFormation keeps events for 90 days."""
    fail("DELETE_FAILED", {("AWS::Cognito::UserPool", pool): "DELETE_FAILED"})
    stack = moto_stack(IDENTITY)
    stack.events = [e for e in stack.events if e.resource_status != "CREATE_IN_PROGRESS"]
    code, _, refused = run("--clean")
    assert code == 2
    assert "finish the deletion by hand" in refused
    assert pools() == [pool]


def test_what_a_destroyed_stage_left_under_a_fixed_name_is_told_and_removed_on_request(
    run: Run, cdk: ScriptedCdk
) -> None:
    logs, ssm = boto3.client("logs", REGION), boto3.client("ssm", REGION)
    logs.create_log_group(logGroupName=LOG_GROUP)
    ssm.put_parameter(Name=PARAMETER, Value=REGION, Type="String")
    code, _, refused = run()
    assert code == 2
    assert f"  - log group {LOG_GROUP}\n  - parameter {PARAMETER}\n" in refused
    assert cdk.commands == ["synth"]
    assert run("--clean")[0] == 0
    assert not logs.describe_log_groups()["logGroups"]
    assert not ssm.describe_parameters()["Parameters"]


@pytest.mark.usefixtures("deployed")
def test_what_a_stack_that_stands_has_is_no_leftover(run: Run) -> None:
    boto3.client("logs", REGION).create_log_group(logGroupName=LOG_GROUP)
    assert run("--clean")[0] == 0
    assert boto3.client("logs", REGION).describe_log_groups()["logGroups"]


@pytest.mark.parametrize(("owner", "code"), [("another", 2), (IDENTITY, 0)])
def test_what_belongs_to_a_stack_that_stands_is_never_removed(
    *, run: Run, fail: Fail, monkeypatch: pytest.MonkeyPatch, owner: str, code: int
) -> None:
    """Moto finds no stack by what it owns."""
    fail("ROLLBACK_COMPLETE", {})
    real = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # botocore's seam

    def call(client: object, operation: str, parameters: dict[str, Any]) -> object:
        if operation == "DescribeStackResources":
            assert parameters == {"PhysicalResourceId": LOG_GROUP}
            return {"StackResources": [{"StackName": owner}]}
        return real(client, operation, parameters)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)
    logs = boto3.client("logs", REGION)
    logs.create_log_group(logGroupName=LOG_GROUP)
    ended, _, refused = run("--clean")
    assert ended == code
    assert (f"the log group {LOG_GROUP} belongs to the stack another" in refused) is (code == 2)
    assert bool(logs.describe_log_groups()["logGroups"]) is (code == 2)


def test_a_stack_at_work_is_waited_for(
    run: Run, protected: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(protected)
    moto_stack(IDENTITY).status = "UPDATE_IN_PROGRESS"

    def end(_: float) -> None:
        moto_stack(IDENTITY).status = "UPDATE_COMPLETE"

    monkeypatch.setattr("ops.deploy.stacks.time.sleep", end)
    code, said, _ = run()
    assert code == 0
    assert f"  Waiting for {IDENTITY} (UPDATE_IN_PROGRESS) .\n" in said


def test_what_goes_on_after_an_interruption_is_told(
    run: Run, cdk: ScriptedCdk, protected: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(protected)
    monkeypatch.setattr("ops.deploy.command.moving", lambda *_: {IDENTITY: "UPDATE_IN_PROGRESS"})
    cdk.on("deploy", "kill -s INT $PPID; sleep 30")
    code, _, said = run()
    assert code == 130
    assert f"goes on by itself with {IDENTITY} (UPDATE_IN_PROGRESS): run this again" in said


def test_users_without_a_stack_get_no_empty_pool_beside_theirs(
    run: Run, cdk: ScriptedCdk, protected: Stacks
) -> None:
    cognito = boto3.client("cognito-idp", REGION)
    name = protected[IDENTITY].resources["UserPool"]["Properties"]["UserPoolName"]
    left = cognito.create_user_pool(PoolName=name)["UserPool"]["Id"]
    assert run()[0] == 0  # nobody is in it
    cognito.admin_create_user(UserPoolId=left, Username="somebody")
    for arguments in ([], ["--clean"]):
        code, _, refused = run(*arguments)
        assert code == 2
        assert f"the user pool {name} ({left}) has users and is in no stack of stage" in refused
        assert cdk.commands[-1] == "synth"
    assert pools() == [left]
