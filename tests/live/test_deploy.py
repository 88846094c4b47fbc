"""`python -m ops deploy` against the embedded cloud, used as if it were AWS.

Credentials, region and endpoint come from the environment, and there is no terminal. The stage is
as dev, protected, less what the embedded cloud lacks; its project's name keeps it apart from the
deployment that the other tests share. MiniStack rolls a failed stack back and knows termination
protection; stack policies it keeps and does not enforce.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest

from ops.deployment.environment import local_environment
from tests.copies import copy_project
from tests.deployment import Deployment

STAGE = "trial"
IDENTITY, API = "as-aws-trial-identity", "as-aws-trial-api"
PARAMETER = "/as-aws/trial/Region"
OPEN = ["LogicalResourceId/UserPool"]
CLOSED = [*OPEN, "LogicalResourceId/UserPoolClient", "LogicalResourceId/IdentityPool"]
STAGES = """
STAGES["trial"] = replace(
    _DEV,
    name="trial",
    project="as-aws",
    protection=Protection(),
    cloud=Cloud(user_notification_log=False, bootstrap_roles=False),
)
"""
# No protected stage may lack what this cloud does.
UNJUDGED = """
    from stacks import stage_stack
    stage_stack.check = lambda stage: None
"""
# What fails last of all: SNS here has no SetSMSAttributes.
HALFWAY = """
    if os.environ.get("HALFWAY"):
        from stacks.constructs.sms_account import SmsAccount
        others = identity.node.children
        limit = SmsAccount(
            identity, "Fails", monthly_limit_usd=1, log_retention=stage.observation.log_retention
        )
        limit.node.find_child("Default").node.add_dependency(*others)
"""


class Operator:
    """Who runs commands in a copy of the project, at the embedded cloud's endpoint."""

    def __init__(self, root: Path, endpoint: str) -> None:
        self.root = root
        # Without the checks of every synth, which have tests of their own.
        environment = local_environment(endpoint, os.environ)
        self._environment = environment | {"CDK_VALIDATION": "false"}

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start `python -m ops <arguments>`, with no terminal."""
        return subprocess.Popen(
            [sys.executable, "-m", "ops", *arguments],
            cwd=self.root,
            env=self._environment | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, **settings: str) -> tuple[int, str]:
        """Run it; gives the exit code and all that it said."""
        process = self.start(*arguments, **settings)
        said, _ = process.communicate()
        return process.returncode, said


@pytest.fixture(scope="module")
def operator(deployment: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """An operator of a fresh copy of the project, with one stage more."""
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    with (root / "stages.py").open("a") as stages:
        stages.write(STAGES)
    app = (root / "app.py").read_text()
    end = "    return identity, ApiStack("
    start = "    identity = IdentityStack("
    assert start in app
    assert end in app
    app = app.replace(start, f"{UNJUDGED}{start}").replace(end, f"{HALFWAY}{end}")
    (root / "app.py").write_text(app)
    return Operator(root, deployment.endpoint)


def stacks() -> dict[str, tuple[str, bool]]:
    """Return the status and termination protection of the stage's stacks."""
    found = boto3.client("cloudformation").describe_stacks()["Stacks"]
    return {
        stack["StackName"]: (stack["StackStatus"], stack["EnableTerminationProtection"])
        for stack in found
        if stack["StackName"] in (IDENTITY, API)
    }


def pools() -> list[str]:
    """Return the ids of the stage's user pools."""
    client = boto3.client("cognito-idp")
    found = client.list_user_pools(MaxResults=60)["UserPools"]
    return [pool["Id"] for pool in found if pool["Name"] == "as-aws-trial"]


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
