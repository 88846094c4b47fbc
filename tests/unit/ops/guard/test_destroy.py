"""`python -m ops guard --destroy`: what is protected is not removed."""

from pathlib import Path

import pytest

from ops.deployment.stack import Stacks
from ops.guard.contract import contract_text
from tests.samples import VARIANT
from tests.unit.ops.guard.account import Run, deploy
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import put, settings
from tests.unit.ops.guard.harmless import UNPROTECTED

pytestmark = pytest.mark.usefixtures("aws")


@pytest.mark.usefixtures("contract")
def test_a_protected_stage_is_not_destroyed(guard: Run) -> None:
    code, _, refused = guard("--destroy")
    assert code == 2
    assert "deletes the stack by hand" in refused


def test_protection_that_only_the_deployed_stack_has_counts(
    guard: Run, protected: Stacks, unprotected: Stacks
) -> None:
    assert guard("--destroy", stage=VARIANT.name)[0] == 0
    parts = {name.rpartition("-")[2]: stack for name, stack in protected.items()}
    deploy(
        {name: parts[name.rpartition("-")[2]] for name in unprotected}, region=str(VARIANT.region)
    )
    assert guard("--destroy", stage=VARIANT.name)[0] == 2


def test_one_protection_is_enough(guard: Run, protected: Stacks, contract: Path) -> None:
    bare = Case("", UNPROTECTED).update(protected).new
    for name, protection in {
        "none": lambda _: None,
        "termination": settings(termination_protection=True),
        "retention": put("UserPool.DeletionPolicy", "Retain"),
        "deletion": put("UserPool.Properties.DeletionProtection", "ACTIVE"),
    }.items():
        stacks = Case("", protection).update(bare).new
        contract.write_text(contract_text(stacks))
        code, said, _ = guard("--destroy")
        assert code == (0 if name == "none" else 2), name
        assert (f"Delete {contract.parent.name}/{contract.name}" in said) is (code == 0)
