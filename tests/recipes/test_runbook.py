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
from tests.live.operator import PROJECT, STAGE, Operator, operator, pools, stacks
from tests.recipes import aws_lines

__all__ = ["local_only", "operator"]

RUNBOOK = Path(__file__).parents[2] / "docs/runbook.md"
RENAMED = "renamed"


def test_a_protected_stage_is_retired_and_its_directory_brought_back_renamed_and_deleted(
    operator: Operator, deployment: Deployment
) -> None:
    deployed(operator, "account", STAGE)
    deployed(operator, "deploy", STAGE)
    outputs, cognito = identity_outputs(operator, STAGE), boto3.client("cognito-idp")
    pool, someone = outputs["UserPoolId"], new_person(deployment.facts)
    accounts.create(cognito, pool, someone)
    member = someone.phone_number
    group = cognito.list_groups(UserPoolId=pool)["Groups"][0]["GroupName"]
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=member, GroupName=group)
    code, said = operator.run("destroy", "--stage", STAGE, "--yes")
    assert code == 2, said

    with (operator.root / "stages.py").open("a") as stages:
        stages.write(f'STAGES["{RENAMED}"] = replace(STAGES["{STAGE}"], name="{RENAMED}")\n')
    old = STAGE
    for new in (STAGE, RENAMED):
        follow("Remove a stage", operator, old)
        assert (stacks(), pools()) == ({}, [pool])
        bring_back(operator, outputs_of=old, to=new)
        assert "is proven: " in deployed(operator, "deploy", new, "--allow-client-break")
        kept = {"UserPoolId", "UserPoolClientId", "IdentityPoolId"}
        again = identity_outputs(operator, new)
        assert {key: again[key] for key in kept} == {key: outputs[key] for key in kept}
        found = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=member)["Groups"]
        assert [one["GroupName"] for one in found] == [group]
        old = new
    follow("Remove a stage", operator, old)
    follow("Delete a directory for good", operator, old, POOL=pool)
    assert (stacks(), pools()) == ({}, [])


def deployed(operator: Operator, command: str, stage: str, *arguments: str) -> str:
    """Run a command that must succeed, and return what it says."""
    code, said = operator.run(command, "--stage", stage, *arguments)
    assert code == 0, said
    return said


def bring_back(operator: Operator, *, outputs_of: str, to: str) -> None:
    """Take the directory of a stage into the identity stack of a stage."""
    operator.call("cdk", "synth", "--quiet", "-c", f"stage={to}")
    (script,) = aws_lines.blocks(RUNBOOK, "python", "Bring a directory back")
    (operator.root / "import.py").write_text(script)
    identity = names(to)["IDENTITY"]
    # This cloud has none of its own: the stage does without undelivered messages' log.
    boto3.client("logs").create_log_group(logGroupName=f"/aws/vendedlogs/cognito/{identity}")
    operator.call(sys.executable, "import.py", f"outputs/{outputs_of}.json", identity)
    follow("Bring a directory back", operator, to)


def names(stage: str) -> Mapping[str, str]:
    """Return the shell variables of the runbook."""
    return {part.upper(): f"{PROJECT}-{stage}-{part}" for part in ("identity", "api")}


def follow(heading: str, operator: Operator, stage: str, **more: str) -> None:
    """Run the lines of a section, with more shell variables than the stage's."""
    blocks = aws_lines.blocks(RUNBOOK, "sh", heading)
    assert blocks
    for line in "".join(blocks).splitlines():
        aws_lines.run(line, {**names(stage), **more}, operator.root)


def identity_outputs(operator: Operator, stage: str) -> Mapping[str, str]:
    """Return the outputs of the stage's identity stack, as the last deployment wrote them."""
    of_stacks = json.loads((operator.root / f"outputs/{stage}.json").read_text())
    outputs: Mapping[str, str] = of_stacks[names(stage)["IDENTITY"]]
    return outputs
