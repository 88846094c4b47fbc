"""Every dangerous update is stopped, every harmless one passes, and no rule is superfluous."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ops.guard.contract import contract_text, read_contract
from ops.guard.rules import RULES, Rule, findings
from ops.guard.stack import Stacks
from ops.guard.update import Danger, Update
from tests.unit.ops.guard.cases import Case, put, rename
from tests.unit.ops.guard.forbidden import FORBIDDEN
from tests.unit.ops.guard.harmless import HARMLESS

forbidden = pytest.mark.parametrize(
    ("danger", "case"), FORBIDDEN, ids=[case.name for _, case in FORBIDDEN]
)
harmless = pytest.mark.parametrize("case", HARMLESS, ids=[case.name for case in HARMLESS])


@forbidden
def test_a_dangerous_update_is_stopped(prod: Stacks, danger: Danger, case: Case) -> None:
    said = [f.sentence for f in findings(case.update(prod)) if f.danger is danger]
    assert [s for s in said if all(words in s for words in case.says)], said


@forbidden
def test_the_contract_stops_what_the_deployed_stack_stops(
    prod: Stacks, danger: Danger, case: Case, tmp_path: Path
) -> None:
    deployed = case.update(prod)
    assert findings(Update(_promised(deployed.old, tmp_path), deployed.new)) == findings(deployed)
    assert danger in {f.danger for f in findings(deployed)}


@harmless
def test_a_harmless_update_passes(prod: Stacks, case: Case) -> None:
    assert findings(case.update(prod)) == []


@harmless
def test_the_contract_lets_it_pass_too(prod: Stacks, case: Case, tmp_path: Path) -> None:
    update = case.update(prod)
    assert findings(Update(_promised(update.old, tmp_path), update.new)) == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_without_this_rule_a_dangerous_update_would_pass(prod: Stacks, rule: Rule) -> None:
    others = [other for other in RULES if other is not rule]
    assert [case.name for _, case in FORBIDDEN if not findings(case.update(prod), others)]


@pytest.mark.parametrize("stage", ["local", "dev", "prod"])
def test_every_stage_passes_against_itself(stages: Mapping[str, Stacks], stage: str) -> None:
    assert findings(Update(stages[stage], stages[stage])) == []


def test_it_says_what_becomes_of_the_users_of_a_pool_that_nothing_retains(prod: Stacks) -> None:
    case = Case(
        "unretained",
        rename("UserPool", "Users"),
        deployed=put("UserPool.DeletionPolicy", "Delete"),
    )
    (said,) = [f.sentence for f in findings(case.update(prod)) if f.danger is Danger.LOSES]
    assert "delete every user with their pool" in said


@pytest.mark.parametrize(
    "name", ["pool under a condition", "stack removed", "region changed", "SMS role removed"]
)
def test_one_mistake_is_said_once(prod: Stacks, name: str) -> None:
    (case,) = [case for _, case in FORBIDDEN if case.name == name]
    assert len(findings(case.update(prod))) == 1


def test_a_stage_that_moves_is_said_once(prod: Stacks) -> None:
    here = {name: replace(stack, region="eu-west-1") for name, stack in prod.items()}
    there = {name: replace(stack, region="us-east-1") for name, stack in prod.items()}
    assert len(findings(Update(here, there))) == 1


def _promised(stacks: Stacks, directory: Path) -> Stacks:
    """Return what the contract keeps of stacks, by way of its file."""
    path = directory / "contract.json"
    path.write_text(contract_text(stacks))
    return read_contract(path)
