"""Every dangerous update is stopped, every harmless one passes, and no rule is superfluous."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.guard.contract import contract_text, read_contract
from ops.guard.rules import RULES, findings
from ops.guard.update import Danger, Update
from tests.unit.ops.guard.cases import Case, put, rename
from tests.unit.ops.guard.forbidden import FORBIDDEN
from tests.unit.ops.guard.harmless import HARMLESS

# A contract tells of what is classified.
UNTOLD = "a property that nobody has classified"
forbidden = pytest.mark.parametrize(
    ("danger", "case"), FORBIDDEN, ids=[case.name for _, case in FORBIDDEN]
)
harmless = pytest.mark.parametrize("case", HARMLESS, ids=[case.name for case in HARMLESS])


@forbidden
def test_a_dangerous_update_is_stopped(protected: Stacks, danger: Danger, case: Case) -> None:
    said = [f.sentence for f in findings(case.update(protected)) if f.danger is danger]
    assert [s for s in said if all(words in s for words in case.words(protected))], said


@forbidden
def test_the_contract_stops_what_the_deployed_stack_stops(
    protected: Stacks, danger: Danger, case: Case, tmp_path: Path
) -> None:
    old, new = case.stacks(protected)
    said = findings(Update.of(old, new))
    assert danger in {f.danger for f in said}
    if case.name != UNTOLD:
        assert findings(Update.of(_promised(old, tmp_path), new)) == said


@harmless
def test_a_harmless_update_passes(protected: Stacks, case: Case) -> None:
    assert findings(case.update(protected)) == []


@harmless
def test_the_contract_lets_it_pass_too(protected: Stacks, case: Case, tmp_path: Path) -> None:
    old, new = case.stacks(protected)
    assert findings(Update.of(_promised(old, tmp_path), new)) == []


@pytest.fixture(scope="module")
def found_by(protected: Stacks) -> list[set[str]]:
    """What finds each dangerous update."""
    return [{f.by for f in findings(case.update(protected))} for _, case in FORBIDDEN]


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_without_this_rule_a_dangerous_update_would_pass(
    found_by: list[set[str]], rule: str
) -> None:
    assert {rule} in found_by


def test_there_are_enough_of_either() -> None:
    assert len({case.name for _, case in FORBIDDEN}) >= 150
    assert len({case.name for case in HARMLESS}) >= 60


def test_every_stage_of_the_project_passes_against_itself(assemblies: Mapping[str, Path]) -> None:
    for stage, directory in assemblies.items():
        stacks = read(directory, stage)
        assert findings(Update.of(stacks, stacks)) == [], stage


def test_it_says_what_becomes_of_the_users_of_a_pool_that_nothing_retains(
    protected: Stacks,
) -> None:
    case = Case(
        "unretained",
        rename("UserPool", "Users"),
        deployed=put("UserPool.DeletionPolicy", "Delete"),
    )
    (said,) = [f.sentence for f in findings(case.update(protected)) if f.danger is Danger.LOSES]
    assert "delete every user with their pool" in said


@pytest.mark.parametrize(
    "name", ["pool under a condition", "stack removed", "region changed", "SMS role removed"]
)
def test_one_mistake_is_said_once(protected: Stacks, name: str) -> None:
    (case,) = [case for _, case in FORBIDDEN if case.name == name]
    assert len(findings(case.update(protected))) == 1


def test_a_stage_that_moves_is_said_once(protected: Stacks) -> None:
    here = {name: replace(stack, region="eu-west-1") for name, stack in protected.items()}
    there = {name: replace(stack, region="us-east-1") for name, stack in protected.items()}
    assert len(findings(Update.of(here, there))) == 1


def _promised(stacks: Stacks, directory: Path) -> Stacks:
    """Return what the contract keeps of stacks, by way of its file."""
    path = directory / "contract.json"
    path.write_text(contract_text(stacks))
    return read_contract(path)
