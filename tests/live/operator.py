"""An operator of a copy of the project, at the embedded cloud used as if it were AWS.

Credentials, region and endpoint come from the environment, and there is no terminal. The stage is
as dev, protected, less what the embedded cloud lacks; its project's name keeps it apart from the
deployment that the other tests share. MiniStack rolls a failed stack back and knows termination
protection; stack policies it keeps and does not enforce.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from ops.deployment.environment import local_environment
from tests.copies import copy_project
from tests.deployment import Deployment

PROJECT, STAGE = "as-aws", "trial"
IDENTITY, API = f"{PROJECT}-{STAGE}-identity", f"{PROJECT}-{STAGE}-api"
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


# The app whose sources stay as they are, which is synthesized once, and once with HALFWAY.
KEPT = """
kept="$PWD/kept$HALFWAY"
[ -e "$kept" ] || CDK_OUTDIR="$kept" python3 app.py
cp -R "$kept"/. "$CDK_OUTDIR"
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

    def keep_assembly(self) -> None:
        """Let the first synth be the last: the CDK CLI gets its assembly again from now on."""
        (self.root / "kept.sh").write_text(KEPT)
        settings = self.root / "cdk.json"
        settings.write_text(json.dumps(json.loads(settings.read_text()) | {"app": "sh -e kept.sh"}))

    def call(self, *command: str) -> None:
        """Run another program there, that must succeed."""
        subprocess.run(command, cwd=self.root, env=self._environment, check=True)


@pytest.fixture(scope="module")
def operator(deployment: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """An operator of a fresh copy of the project, with one stage more."""
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    with (root / "stages.py").open("a") as stages:
        stages.write(STAGES)
    app = (root / "app.py").read_text()
    end = "    api = ApiStack("
    start = "    identity = IdentityStack("
    assert start in app
    assert end in app
    app = app.replace(start, f"{UNJUDGED}{start}").replace(end, f"{HALFWAY}{end}")
    (root / "app.py").write_text(app)
    return Operator(root, deployment.endpoint)


def stacks() -> dict[str, tuple[str, bool]]:
    """Return the status and termination protection of the project's stacks."""
    found = boto3.client("cloudformation").describe_stacks()["Stacks"]
    return {
        stack["StackName"]: (stack["StackStatus"], stack["EnableTerminationProtection"])
        for stack in found
        if stack["StackName"].startswith(f"{PROJECT}-")
    }


def pools() -> list[str]:
    """Return the ids of the project's user pools."""
    client = boto3.client("cognito-idp")
    found = client.list_user_pools(MaxResults=60)["UserPools"]
    return [pool["Id"] for pool in found if pool["Name"].startswith(f"{PROJECT}-")]
