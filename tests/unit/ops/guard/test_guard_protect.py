"""The stack policy, and the order in which a deployment meets its guards."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.__main__ import main
from ops.guard.protect import stack_policy
from ops.guard.stack import Stacks
from ops.local.environment import ROOT
from tests.unit.ops.guard.account import REGION, deploy
from tests.unit.ops.guard.cases import API, IDENTITY


def protect(assemblies: Mapping[str, Path], stage: str, *arguments: str) -> int:
    return main(["protect", "--stage", stage, "--assembly", str(assemblies[stage]), *arguments])


def denied(stack: str) -> Any:
    """Return what the policy of a stack denies, None where it has no policy."""
    found = boto3.client("cloudformation", REGION).get_stack_policy(StackName=stack)
    policy = found.get("StackPolicyBody")
    return policy and json.loads(policy)["Statement"][1]["Resource"]


@pytest.mark.usefixtures("aws")
def test_a_protected_stage_gets_a_policy(assemblies: Mapping[str, Path], prod: Stacks) -> None:
    deploy(prod)
    assert protect(assemblies, "prod") == 0
    assert denied(IDENTITY) == [
        "LogicalResourceId/UserPool",
        "LogicalResourceId/UserPoolClient",
        "LogicalResourceId/IdentityPool",
    ]
    assert not denied(API)


@pytest.mark.usefixtures("aws")
def test_permission_to_break_clients_leaves_the_pool_closed(
    assemblies: Mapping[str, Path], prod: Stacks
) -> None:
    deploy(prod)
    assert protect(assemblies, "prod", "--allow-client-break") == 0
    assert denied(IDENTITY) == ["LogicalResourceId/UserPool"]


@pytest.mark.usefixtures("aws")
def test_an_unprotected_stage_gets_none(
    assemblies: Mapping[str, Path], stages: Mapping[str, Stacks]
) -> None:
    deploy(stages["dev"])
    assert protect(assemblies, "dev") == 0
    assert not denied("phone-auth-dev-identity")


@pytest.mark.usefixtures("aws")
def test_a_policy_that_could_not_be_set_is_a_failure(
    assemblies: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert protect(assemblies, "prod") == 1
    assert "SetStackPolicy" in capsys.readouterr().err


@pytest.mark.usefixtures("aws")
def test_the_first_deployment_of_a_stack_may_be_permitted_to_break_clients(
    assemblies: Mapping[str, Path],
) -> None:
    assert protect(assemblies, "prod", "--allow-client-break") == 0


def test_the_policy_forbids_replacing_and_deleting_and_nothing_else() -> None:
    allow, deny = stack_policy(["UserPool"])["Statement"]
    assert allow == {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    assert deny == {
        "Effect": "Deny",
        "Action": ["Update:Replace", "Update:Delete"],
        "Principal": "*",
        "Resource": ["LogicalResourceId/UserPool"],
    }


def stub(directory: Path, name: str, exit_code: str) -> None:
    """Put a command on the path that writes down how it was called."""
    script = directory / name
    script.write_text(f'#!/bin/sh\necho {name} "$@" >> {directory}/calls\n{exit_code}\n')
    script.chmod(0o755)


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Run a target of the Makefile with stubs of all that it calls; gives exit code and calls."""
    make_ = shutil.which("make")
    assert make_, "make is what this project runs on"
    text = (ROOT / "Makefile").read_text()
    # The stubs before everything.
    text = text.replace("$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin", str(tmp_path))
    (tmp_path / "Makefile").write_text(text)

    def run(*arguments: str, refuse: str = "nothing") -> tuple[int, list[str]]:
        for name in ("cdk", "python"):
            stub(tmp_path, name, f'case "$*" in *{refuse}*) exit 2;; esac')
        environment = {"PATH": os.environ["PATH"]}
        code = subprocess.run(
            [make_, "-s", "PYTHON=true", *arguments], cwd=tmp_path, env=environment, check=False
        ).returncode
        calls = (tmp_path / "calls").read_text().splitlines()
        (tmp_path / "calls").unlink()
        return code, calls

    return run


def test_make_deploy_deploys_what_the_guard_judged(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod")
    assert code == 0
    assert [call.split(" --")[0].removeprefix("cdk --no-notices ") for call in calls] == [
        "cdk",
        "python -m ops guard",
        "python -m ops account",
        "cdk",
        "python -m ops protect",
    ]
    assert "synth" in calls[0]
    assert "-c stage=prod" in calls[0]
    assert calls[1] == "python -m ops guard --stage prod --assembly cdk.out"
    assert calls[2] == "python -m ops account --check --stage prod --assembly cdk.out"
    assert "deploy --all --app cdk.out" in calls[3]


def test_make_deploy_stops_where_the_guard_does(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", refuse="guard")
    assert code
    assert not [call for call in calls if "deploy" in call or "protect" in call]


def test_make_deploy_stops_where_api_gateway_may_not_log(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", "ALLOW_CLIENT_BREAK=1", refuse="account")
    assert code
    assert not [call for call in calls if "deploy" in call or "protect" in call]


def test_a_failed_deployment_closes_the_policy_again(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", "ALLOW_CLIENT_BREAK=1", refuse="deploy")
    assert code
    assert [call for call in calls if "protect" in call] == [
        "python -m ops protect --stage prod --assembly cdk.out --allow-client-break",
        "python -m ops protect --stage prod --assembly cdk.out",
    ]


def test_make_destroy_stops_where_the_guard_does(make: Any) -> None:
    code, calls = make("destroy", "STAGE=prod", refuse="guard")
    assert code
    assert calls == ["python -m ops guard --destroy --stage prod"]
