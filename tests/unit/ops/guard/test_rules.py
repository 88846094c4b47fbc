"""Every dangerous update is stopped, every harmless one passes, and no rule is superfluous."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.guard.canonical import canonical
from ops.guard.contract import cuts, promised
from ops.guard.rules import RULES, findings
from ops.guard.update import Danger, Finding, Update
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import put, rename
from tests.unit.ops.guard.forbidden import FORBIDDEN
from tests.unit.ops.guard.harmless import HARMLESS

# A contract tells of what is classified.
UNTOLD = "a property that nobody has classified"
forbidden = pytest.mark.parametrize(
    ("danger", "case"), FORBIDDEN, ids=[case.name for _, case in FORBIDDEN]
)
harmless = pytest.mark.parametrize("case", HARMLESS, ids=[case.name for case in HARMLESS])


@dataclass(frozen=True)
class Said:
    """What is said of an update, by what is deployed and by what the contract keeps of that."""

    deployed: list[Finding]
    contract: list[Finding]


@pytest.fixture(scope="module")
def said(protected: Stacks) -> dict[str, Said]:
    """What is said of each update, by its name."""
    kept = canonical(_promised(protected))

    def of(case: Case) -> Said:
        update = case.update(protected)
        old = canonical(_promised(case.stacks(protected)[0])) if case.deployed else kept
        return Said(findings(update), findings(replace(update, old=old)))

    return {case.name: of(case) for case in [*(case for _, case in FORBIDDEN), *HARMLESS]}


def test_no_two_have_the_same_name(said: dict[str, Said]) -> None:
    assert len(said) == len(FORBIDDEN) + len(HARMLESS)


@forbidden
def test_a_dangerous_update_is_stopped(
    protected: Stacks, said: dict[str, Said], danger: Danger, case: Case
) -> None:
    sentences = [f.sentence for f in said[case.name].deployed if f.danger is danger]
    assert [s for s in sentences if all(words in s for words in case.words(protected))], sentences


@pytest.mark.parametrize(
    "case", [c for _, c in FORBIDDEN if c.name != UNTOLD], ids=lambda case: case.name
)
def test_the_contract_stops_what_the_deployed_stack_stops(
    said: dict[str, Said], case: Case
) -> None:
    assert said[case.name].contract == said[case.name].deployed


@harmless
def test_a_harmless_update_passes(said: dict[str, Said], case: Case) -> None:
    assert said[case.name].deployed == []


@harmless
def test_the_contract_lets_it_pass_too(said: dict[str, Said], case: Case) -> None:
    assert said[case.name].contract == []


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_without_this_rule_a_dangerous_update_would_pass(said: dict[str, Said], rule: str) -> None:
    assert {rule} in [{finding.by for finding in found.deployed} for found in said.values()]


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


def _promised(stacks: Stacks) -> Stacks:
    """Return what the contract keeps of stacks, by way of JSON."""
    return promised(json.loads(json.dumps(cuts(stacks))))
