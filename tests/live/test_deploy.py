"""`python -m ops deploy` against the embedded cloud, used as if it were AWS."""

import json
import os
import subprocess
import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ops.deployment.environment import ACCOUNT, REGION
from ops.deployment.stack import Stack
from ops.permissions.caller import differ_policy
from ops.permissions.place import Place
from tests.live.operator import (
    API,
    IDENTITY,
    PROJECT,
    STAGE,
    Operator,
    operator,
    pools,
    stacks,
)
from tests.live.permissions.caller import USER, VERSION

__all__ = ["operator"]

OPEN = ["LogicalResourceId/UserPool"]
CLOSED = [*OPEN, "LogicalResourceId/UserPoolClient", "LogicalResourceId/IdentityPool"]
PARAMETER = "/as-aws/trial/Region"


def wait_for_policy(denying: list[str], process: subprocess.Popen[str]) -> None:
    """Wait until the policy is this one; the program must still work then."""
    while denied() != denying:
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.02)


def denied() -> list[str]:
    """Return what the policy of the identity stack denies to replace."""
    found = boto3.client("cloudformation").get_stack_policy(StackName=IDENTITY)
    denied: list[str] = json.loads(found["StackPolicyBody"])["Statement"][1]["Resource"]
    return denied


def test_a_first_deployment_that_fails_halfway_is_completed(operator: Operator) -> None:
    """The identity stack fails after its pool, under termination protection.

    And something else is in the way too, as a destroyed stage leaves it.
    """
    operator.keep_assembly()
    code, said = operator.run("account", "--stage", STAGE)
    assert code == 0, said
    code, said = operator.run("deploy", "--stage", STAGE, HALFWAY="1")
    assert code == 1, said
    assert "SNS refused to set the SMS attributes" in said
    assert "error: `cdk deploy` failed" in said
    assert stacks() == {IDENTITY: ("ROLLBACK_COMPLETE", True)}
    assert pools() == []

    boto3.client("ssm").put_parameter(Name=PARAMETER, Value="left", Type="String")
    code, said = operator.run("deploy", "--stage", STAGE, "--clean")
    assert code == 0, said
    assert f"Removing the parameter {PARAMETER}" in said
    assert f"Removing the stack {IDENTITY}, whose first deployment failed" in said
    assert "IAM Statement Changes" in said
    assert f"Stage {STAGE} is proven: " in said
    assert "FAILED" not in said
    assert stacks() == dict.fromkeys((IDENTITY, API), ("CREATE_COMPLETE", True))
    outputs = json.loads((operator.root / f"outputs/{STAGE}.json").read_text())
    assert [outputs[IDENTITY]["UserPoolId"]] == pools()
    assert IDENTITY in json.loads((operator.root / f"contracts/{STAGE}.json").read_text())
    assert denied() == CLOSED


def test_no_end_of_the_program_leaves_the_stack_policy_open(operator: Operator) -> None:
    """Not even a kill, which nothing can catch: the next run closes what that one has opened."""
    deploy = ("deploy", "--stage", STAGE, "--allow-client-break")
    killed = operator.start(*deploy)
    wait_for_policy(OPEN, killed)
    killed.kill()
    killed.communicate()
    assert denied() == OPEN

    terminated = operator.start(*deploy)
    wait_for_policy(CLOSED, terminated)
    wait_for_policy(OPEN, terminated)
    terminated.terminate()
    said, _ = terminated.communicate()
    assert f"The stack policy of {IDENTITY} was open: it is closed again." in said
    assert said.endswith("\ninterrupted\n")
    assert terminated.returncode == 130
    assert denied() == CLOSED


def test_the_policy_of_diff_alone_is_enough_to_compare_and_for_nothing_else(
    operator: Operator, iam: Any
) -> None:
    """The credentials are those of the environment: the embedded cloud has no bootstrap roles."""
    stack = Stack(
        template={"Parameters": {"BootstrapVersion": VERSION}},
        termination_protection=True,
        tags={"project": PROJECT, "stage": STAGE},
    )
    place = Place(account=ACCOUNT, region=REGION, stacks={IDENTITY: stack, API: stack})
    policy = differ_policy(place)
    iam.put_user_policy(UserName=USER, PolicyName="it", PolicyDocument=json.dumps(policy))
    key = {name: os.environ[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    code, said = operator.run("diff", "--stage", STAGE, **key)
    assert code == 0, said
    assert said.count("There were no differences") == 2
    cloudformation = boto3.Session().client("cloudformation")
    with pytest.raises(ClientError, match="AccessDenied"):
        cloudformation.delete_stack(StackName=API)
    with pytest.raises(ClientError, match="AccessDenied"):
        boto3.Session().client("cognito-idp").list_users(UserPoolId=pools()[0])
    iam.delete_user_policy(UserName=USER, PolicyName="it")
    with pytest.raises(ClientError, match="AccessDenied"):
        cloudformation.get_template(StackName=API)
