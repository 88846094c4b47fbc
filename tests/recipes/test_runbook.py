"""The lines of docs/runbook.md, on a protected stage at a local cloud used as if it were AWS."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import boto3

from ops.people import accounts
from ops.people.person import new_person
from tests.deployment import Deployment
from tests.live.conftest import local_only
from tests.live.operator import API, IDENTITY, STAGE, Operator, operator, pools, stacks
from tests.recipes import aws_lines

__all__ = ["local_only", "operator"]

RUNBOOK = Path(__file__).parents[2] / "docs/runbook.md"
NAMES = {"IDENTITY": IDENTITY, "API": API}


def test_a_protected_stage_is_retired_and_its_directory_brought_back(
    operator: Operator, deployment: Deployment
) -> None:
    for command in ("account", "deploy"):
        code, said = operator.run(command, "--stage", STAGE)
        assert code == 0, said
    outputs = identity_outputs(operator)
    pool, cognito = outputs["UserPoolId"], boto3.client("cognito-idp")
    someone = new_person(deployment.facts)
    accounts.create(cognito, pool, someone)
    name = someone.phone_number
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="admins")
    code, said = operator.run("destroy", "--stage", STAGE, "--yes")
    assert code == 2, said

    follow("Remove a stage", operator)
    assert (stacks(), pools()) == ({}, [pool])

    operator.call("cdk", "synth", "--quiet", "-c", f"stage={STAGE}")
    (script,) = aws_lines.blocks(RUNBOOK, "python", "Bring a directory back")
    (operator.root / "import.py").write_text(script)
    operator.call(sys.executable, "import.py", STAGE, IDENTITY)
    follow("Bring a directory back", operator)
    assert stacks() == {IDENTITY: ("IMPORT_COMPLETE", False)}

    code, said = operator.run("deploy", "--stage", STAGE, "--allow-client-break")
    assert code == 0, said
    assert f"Stage {STAGE} is proven: " in said
    assert identity_outputs(operator) == outputs
    found = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=name)["Groups"]
    assert [group["GroupName"] for group in found] == ["admins"]


def follow(heading: str, operator: Operator) -> None:
    """Run the lines of a section."""
    (lines,) = aws_lines.blocks(RUNBOOK, "sh", heading)
    for line in lines.splitlines():
        aws_lines.run(line, NAMES, operator.root)


def identity_outputs(operator: Operator) -> Mapping[str, str]:
    """Return the outputs of the stage's identity stack, as the last deployment wrote them."""
    stacks_ = json.loads((operator.root / f"outputs/{STAGE}.json").read_text())
    outputs: Mapping[str, str] = stacks_[IDENTITY]
    return outputs
