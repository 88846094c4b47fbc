"""`python -m ops guard` before a first deployment: allowed, unless it may be a rename."""

import json
from pathlib import Path

import pytest

from ops.deployment.stack import Stacks
from ops.guard.contract import contract_text
from tests.unit.ops.guard.account import ACCOUNT, REGION, Run
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import IDENTITY, PROJECT, STAGE, rename_stack

pytestmark = pytest.mark.usefixtures("aws")


def stages(project: Path, *names: str) -> None:
    """Give the project these stages."""
    (project / "stages.py").write_text(f"STAGES = dict.fromkeys({names!r})\n")


def promise(project: Path, stacks: Stacks, stage: str) -> None:
    """Leave the contract of a stage."""
    (project / f"contracts/{stage}.json").write_text(contract_text(stacks))


def renamed(stacks: Stacks, old: str, new: str) -> Stacks:
    return Case("", rename_stack(old, new)).stacks(stacks)[1]


def refused(result: tuple[int, str, str]) -> str:
    """Return the one line of a refusal that said nothing else."""
    code, said, error = result
    assert (code, said) == (2, "")
    assert error.count("\n") == 1
    return error


def test_a_stage_that_nothing_knows_is_deployed_for_the_first_time(guard: Run) -> None:
    code, said, error = guard()
    assert (code, error) == (0, "")
    assert said == (
        f"Stage {STAGE} is deployed for the first time: nothing of it is in {ACCOUNT}, {REGION}.\n"
    )


def test_a_second_stage_of_the_project_is_too(guard: Run, project: Path, protected: Stacks) -> None:
    promise(project, renamed(protected, f"-{STAGE}-", "-other-"), "other")
    stages(project, "other", STAGE)
    assert guard()[0] == 0


def test_an_app_that_keeps_its_stages_elsewhere_is_not_asked_for_them(
    guard: Run, project: Path, protected: Stacks
) -> None:
    promise(project, renamed(protected, f"-{STAGE}-", "-other-"), "other")
    assert guard()[0] == 0


def test_the_new_name_of_a_stage_is_no_first_deployment(
    guard: Run, project: Path, protected: Stacks
) -> None:
    promise(project, renamed(protected, f"-{STAGE}-", "-old-"), "old")
    stages(project, STAGE)
    said = refused(guard())
    assert "contracts/old.json is of stage old, which is no longer in stages.py" in said
    assert "name it old again" in said
    assert "delete that file" in said


def test_the_new_name_of_the_project_is_no_first_deployment(
    guard: Run, project: Path, protected: Stacks
) -> None:
    others = renamed(protected, f"{PROJECT}-{STAGE}-", "old-name-other-")
    promise(project, others, "other")
    stages(project, "other", STAGE)
    said = refused(guard())
    assert f"is of project old-name, and stage {STAGE} is of project {PROJECT}" in said
    assert "name it old-name again" in said


@pytest.mark.parametrize(
    ("stack", "region"), [(IDENTITY, "us-east-1"), (f"old-{STAGE}-identity", REGION)]
)
def test_the_last_deployment_from_here_went_elsewhere_or_had_another_name(
    guard: Run, project: Path, stack: str, region: str
) -> None:
    (project / "outputs").mkdir()
    (project / f"outputs/{STAGE}.json").write_text(json.dumps({stack: {"Region": region}}))
    assert f"was deployed in {region} as {stack}, and now it would be in" in refused(guard())


def test_what_was_destroyed_is_deployed_again(guard: Run, project: Path) -> None:
    (project / "outputs").mkdir()
    (project / f"outputs/{STAGE}.json").write_text(json.dumps({IDENTITY: {"Region": REGION}}))
    assert guard()[0] == 0


def test_outputs_that_cannot_be_read_prove_nothing(guard: Run, project: Path) -> None:
    (project / "outputs").mkdir()
    (project / f"outputs/{STAGE}.json").write_text("[")
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "cannot be read" in error


def test_stages_that_cannot_be_read_prove_nothing(
    guard: Run, project: Path, protected: Stacks
) -> None:
    promise(project, renamed(protected, f"-{STAGE}-", "-other-"), "other")
    (project / "stages.py").write_text("STAGES = {")
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "stages.py cannot be read (SyntaxError" in error
    assert "Traceback" not in error


def test_a_stage_with_a_contract_is_held_to_it_whatever_the_others_are_called(
    guard: Run, project: Path, protected: Stacks, contract: Path
) -> None:
    promise(project, renamed(protected, f"{PROJECT}-{STAGE}-", "old-name-other-"), "other")
    stages(project, STAGE)
    code, said, _ = guard()
    assert contract.exists()
    assert code == 0
    assert "its contract, for nothing is deployed" in said
