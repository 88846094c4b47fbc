"""`python -m ops deploy` in an account that moto plays, with a script in the CDK CLI's place.

The script hands out the assembly of the sample stage, and deploys nothing: what CloudFormation
makes of a deployment, tests/live/test_deploy.py tries.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest

from ops.__main__ import main
from ops.account.command import POLICY, TRUST
from ops.deploy import command
from ops.deployment import paths
from ops.deployment.logging_role import ROLE
from ops.deployment.stack import Stacks
from ops.errors import OpsError
from ops.permissions.caller import CALLER, CLEANING, UNNEEDED
from tests.unit.ops.guard.account import REGION, deploy
from tests.unit.ops.guard.cases import IDENTITY, STAGE
from tests.unit.ops.guard.conftest import aws, project, protected
from tests.unit.ops.permissions.operations import recorded_actions

__all__ = ["aws", "project", "protected"]

_SCRIPT = """#!/bin/sh
echo "$@" >> {calls}
for argument; do case "$argument" in
--output=*)
    mkdir -p "${{argument#*=}}/asset.1" && cp {sample}/* "${{argument#*=}}"
    echo '' > "${{argument#*=}}/asset.1/handler.py" ;;
--app=*) assembly="${{argument#--app=}}" ;;
--outputs-file=*) echo '{outputs}' > "${{argument#*=}}" ;;
esac; done
[ ! -e {hooks}/$1 ] || . {hooks}/$1
"""


@dataclass(frozen=True)
class ScriptedCdk:
    """The script in the CLI's place.

    Attributes:
        folder: where the calls are written down.
    """

    folder: Path

    def on(self, command: str, script: str) -> None:
        """Let one of its commands do something; `$assembly` is what it was given."""
        (self.folder / "hooks" / command).write_text(script)

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of each call."""
        lines = (self.folder / "calls").read_text().splitlines()
        return [line.split() for line in lines]

    @property
    def commands(self) -> list[str]:
        """The command of each call."""
        return [call[0] for call in self.calls]


@pytest.fixture
def cdk(
    project: Path,
    samples: Mapping[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> ScriptedCdk:
    """A CLI that hands out the sample stage."""
    assert project.is_dir()
    folder = tmp_path_factory.mktemp("cdk")
    (folder / "hooks").mkdir()
    (folder / "calls").touch()
    script = folder / "cdk"
    script.write_text(
        _SCRIPT.format(
            calls=folder / "calls",
            sample=samples[STAGE],
            hooks=folder / "hooks",
            outputs=json.dumps({IDENTITY: {"Region": REGION}}),
        )
    )
    script.chmod(0o755)
    monkeypatch.setattr(paths, "cdk_cli", lambda: script)
    return ScriptedCdk(folder)


class Proof(types.ModuleType):
    """What stands where the proof would ask a deployed stage; here there is none."""

    fails = False
    asked: Sequence[str] = ()

    def run(self, arguments: Sequence[str]) -> None:
        """Note what was asked."""
        self.asked = arguments
        if self.fails:
            raise OpsError("nobody could sign in.")


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> Proof:
    """The proof, of which only the arguments are seen."""
    fake = Proof("ops.prove.command")
    monkeypatch.setattr(command, "prove", fake)
    # The scripted CLI makes no API; tests/live/test_value_changes.py has one.
    monkeypatch.setattr(command, "serve_the_pool", lambda *_: False)
    return fake


@pytest.fixture
def account(aws: None) -> None:  # noqa: ARG001 - works there
    """An account in which API Gateway may log."""
    iam = boto3.client("iam")
    trust = json.dumps(TRUST)
    role = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    allowed = {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}
    policy = iam.create_policy(
        PolicyName=POLICY,
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}),
    )["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=ROLE, PolicyArn=policy)
    boto3.client("apigateway", REGION).update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}]
    )


@pytest.fixture
def deployed(account: None, protected: Stacks, samples: Mapping[str, Path]) -> None:  # noqa: ARG001
    """The sample stage, deployed, with its stack policy closed."""
    deploy(protected)
    assert main(["protect", "--stage", STAGE, "--assembly", str(samples[STAGE])]) == 0


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    account: None,  # noqa: ARG001 - works there
    cdk: ScriptedCdk,  # noqa: ARG001 - runs it
    proof: Proof,  # noqa: ARG001 - ends with it
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Run the command; gives the exit code, the output and the errors.

    Whatever it asks AWS, the policies of docs/permissions.md allow.
    """

    def run_(*arguments: str) -> tuple[int, str, str]:
        with recorded_actions() as actions:
            code = main(["deploy", "--stage", STAGE, *arguments])
        granted = (*CALLER, *CLEANING) if "--clean" in arguments else CALLER
        assert actions <= {*UNNEEDED, *(name for grant in granted for name in grant.named())}
        return code, *capfd.readouterr()

    return run_
