"""The contracts that are committed: the sources keep what deployed stages promised, without AWS."""

from collections.abc import Mapping
from pathlib import Path

from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.guard.contract import contract_path, contract_text, contracted_stages, read_contract
from ops.guard.rules import findings
from ops.guard.update import Update
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import STAGE, rename, rename_stack


def broken(sources: Mapping[str, Stacks]) -> list[str]:
    """Return what speaks against the sources, by the contracts of the project."""
    said = []
    for stage in contracted_stages():
        path = contract_path(stage)
        if stage not in sources:
            said.append(
                f"stage {stage} is renamed or dropped: if nothing of it is deployed, delete its"
                " contract"
            )
            continue
        said += [f.sentence for f in findings(Update.of(read_contract(path), sources[stage]))]
        if path.read_text() != contract_text(sources[stage]):
            said.append(f"contracts/{path.name} is not of the sources: make contract")
    return said


def test_the_sources_keep_every_contract(assemblies: Mapping[str, Path]) -> None:
    sources = {stage: read(directory, stage) for stage, directory in assemblies.items()}
    assert not broken(sources), "\n".join(broken(sources))


def test_a_contract_that_the_sources_break_is_told(contract: Path, protected: Stacks) -> None:
    assert contract.exists()
    assert broken({STAGE: protected}) == []
    for change, says in (
        (rename("UserPool", "Users"), "orphaned pool"),
        (rename_stack("identity", "users"), "leave every user behind in the old stack"),
        (rename_stack("identity", "users"), "is not of the sources: make contract"),
    ):
        changed = Case("", change).stacks(protected)[1]
        assert [said for said in broken({STAGE: changed}) if says in said]
    assert broken({"other": protected}) == [
        f"stage {STAGE} is renamed or dropped: if nothing of it is deployed, delete its contract"
    ]
