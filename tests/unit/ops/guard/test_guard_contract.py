"""The committed contracts: what each stage's users rely on, checked without AWS."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.guard import contract, renewal
from ops.guard.contract import CONTRACTS, contract_path, contract_text, read_contract
from ops.guard.rules import findings
from ops.guard.stack import Stacks
from ops.guard.update import Update
from stages import STAGES
from tests.unit.ops.guard.cases import Case, put, rename

every_stage = pytest.mark.parametrize("stage", STAGES)


@every_stage
def test_the_sources_keep_the_contract(stages: Mapping[str, Stacks], stage: str) -> None:
    promised = read_contract(contract_path(stage))
    said = [f.sentence for f in findings(Update(promised, stages[stage]))]
    assert not said, "\n".join(said)


@every_stage
def test_the_contract_is_of_the_sources(stages: Mapping[str, Stacks], stage: str) -> None:
    current = contract_text(stages[stage])
    assert contract_path(stage).read_text() == current, "renew it: make contract"


def test_no_stage_is_renamed_or_dropped_with_its_users() -> None:
    assert {path.stem for path in CONTRACTS.glob("*.json")} == set(STAGES), (
        "a new stage: make contract; a stage that is deployed nowhere any more: delete its file"
    )


@pytest.fixture
def renew(
    prod: Stacks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, dict[str, Stacks]]:
    """Give the contract that `ops contract prod` renews, and the stacks that it finds."""
    sources: dict[str, Stacks] = {"prod": prod}

    @contextmanager
    def synthesized(stage: str, _: object) -> Iterator[Stacks]:
        yield sources[stage]

    monkeypatch.setattr(renewal, "synthesized", synthesized)
    monkeypatch.setattr(contract, "CONTRACTS", tmp_path)
    path = tmp_path / "prod.json"
    path.write_text(contract_text(prod))
    return path, sources


def test_a_renewal_takes_up_a_harmless_change(renew: tuple[Path, dict[str, Stacks]]) -> None:
    path, sources = renew
    added = put("UserPool.Properties.Schema.4", {"Name": "team", "AttributeDataType": "String"})
    sources["prod"] = Case("attribute", added).update(sources["prod"]).new
    assert main(["contract", "prod"]) == 0
    assert "team" in path.read_text()


def test_a_renewal_does_not_wear_the_contract_down(
    renew: tuple[Path, dict[str, Stacks]], capsys: pytest.CaptureFixture[str]
) -> None:
    path, sources = renew
    before = path.read_text()
    sources["prod"] = Case("rename", rename("UserPool", "Users")).update(sources["prod"]).new
    assert main(["contract", "prod"]) == 2
    assert path.read_text() == before
    assert "delete tests/contract/prod.json" in capsys.readouterr().err


def test_a_contract_is_given_up_by_deleting_its_file(
    renew: tuple[Path, dict[str, Stacks]],
) -> None:
    path, sources = renew
    path.unlink()
    sources["prod"] = Case("rename", rename("UserPool", "Users")).update(sources["prod"]).new
    assert main(["contract", "prod"]) == 0
    assert '"Users"' in path.read_text()


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD", "[]", '{"phone-auth-prod-api": {}}'])
def test_a_broken_contract_is_not_an_empty_one(
    renew: tuple[Path, dict[str, Stacks]], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = renew
    path.write_text(text)
    assert main(["contract", "prod"]) == 1
    assert "restore it from git" in capsys.readouterr().err
