"""`python -m ops guard`: what it compares with what, and what permission lets pass."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.stack import Stacks
from tests.samples import VARIANT
from tests.unit.ops.guard.account import Run, changed, deploy
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import IDENTITY, PROJECT, STAGE, both, rename, rename_stack

pytestmark = pytest.mark.usefixtures("aws")
CLIENT_RENAMED = rename("UserPoolClient", "Client")


@pytest.mark.usefixtures("contract")
def test_where_nothing_is_deployed_the_contract_counts(
    guard: Run, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    code, said, _ = guard()
    assert code == 0
    assert "its contract, for nothing is deployed in 123456789012, eu-west-1" in said
    renamed = changed(samples[STAGE], rename("UserPool", "Users"), tmp_path / "cdk.out")
    code, _, refused = guard(assembly=renamed)
    assert code == 2
    assert "orphaned pool: its logical id changes from UserPool to Users; rename it" in refused


@pytest.mark.usefixtures("contract")
def test_where_something_is_deployed_it_counts_more_than_the_contract(
    guard: Run, protected: Stacks
) -> None:
    deploy(Case("older", rename("UserPool", "Users")).update(protected).new)
    code, _, refused = guard()
    assert code == 2
    assert "Users to UserPool" in refused


@pytest.mark.usefixtures("contract")
def test_the_contract_counts_for_each_stack_that_is_not_found(
    guard: Run, protected: Stacks, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    """The API is there, and the directory may be in another account or region."""
    deploy({name: stack for name, stack in protected.items() if name != IDENTITY})
    assert guard()[0] == 0
    renamed = changed(samples[STAGE], rename("UserPool", "Users"), tmp_path / "cdk.out")
    code, _, refused = guard(assembly=renamed)
    assert code == 2
    assert "orphaned pool: its logical id changes from UserPool to Users" in refused


def test_an_update_of_what_is_deployed_passes(guard: Run, protected: Stacks) -> None:
    deploy(protected)
    code, said, refused = guard()
    assert (code, refused) == (0, "")
    assert "compared with what is deployed" in said


def test_an_unprotected_stage_is_not_held_to_the_protection_of_another(
    guard: Run, unprotected: Stacks
) -> None:
    deploy(unprotected, region=str(VARIANT.region))
    assert guard(stage=VARIANT.name)[0] == 0


def test_termination_protection_is_what_cloudformation_says(
    guard: Run, protected: Stacks, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    deploy(protected)
    manifest = changed(samples[STAGE], lambda _: None, tmp_path / "out") / "manifest.json"
    text = manifest.read_text().replace(
        '"terminationProtection": true', '"terminationProtection": false'
    )
    manifest.write_text(text)
    code, _, refused = guard(assembly=manifest.parent)
    assert code == 2
    assert f"termination protection of {IDENTITY} is turned off" in refused


def test_a_stack_is_found_by_its_tags_when_no_contract_has_its_name(
    guard: Run, protected: Stacks
) -> None:
    deploy(Case("", rename_stack(f"{PROJECT}-{STAGE}", "first-name")).update(protected).new)
    code, _, refused = guard()
    assert code == 2
    assert f"from first-name-identity to {IDENTITY}" in refused


@pytest.mark.usefixtures("contract")
def test_clients_break_only_by_permission(
    guard: Run, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    renamed = changed(samples[STAGE], CLIENT_RENAMED, tmp_path / "cdk.out")
    code, _, refused = guard(assembly=renamed)
    assert code == 2
    assert "--allow-client-break lets this pass" in refused
    code, _, allowed = guard("--allow-client-break", assembly=renamed)
    assert code == 0
    assert "Allowed: this deployment would give every frontend a new client id" in allowed


@pytest.mark.usefixtures("contract")
def test_permission_to_break_clients_is_no_permission_to_lose_users(
    guard: Run, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    change = both(CLIENT_RENAMED, rename("UserPool", "Users"))
    renamed = changed(samples[STAGE], change, tmp_path / "cdk.out")
    code, _, refused = guard("--allow-client-break", assembly=renamed)
    assert code == 2
    assert "orphaned" in refused
    assert "lets this pass" not in refused
