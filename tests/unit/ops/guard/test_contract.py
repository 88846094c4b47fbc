"""`python -m ops contract`: what must stay of a deployed stage is written, and not worn down."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.deployment.stack import Stacks
from ops.guard import renewal
from tests.unit.ops.guard.account import changed
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import STAGE, put, rename

CUT = (
    '{"a": {"account": null, "region": null, "terminationProtection": true, "template": TEMPLATE}}'
)
Renewed = tuple[Path, dict[str, Stacks]]


@pytest.fixture
def renew(contract: Path, protected: Stacks, monkeypatch: pytest.MonkeyPatch) -> Renewed:
    """Give the contract that `ops contract` renews, and the stacks that it finds."""
    sources: dict[str, Stacks] = {STAGE: protected}

    @contextmanager
    def synthesized(stage: str, _: object) -> Iterator[Stacks]:
        yield sources[stage]

    monkeypatch.setattr(renewal, "synthesized", synthesized)
    return contract, sources


def test_a_renewal_takes_up_a_harmless_change(renew: Renewed) -> None:
    path, sources = renew
    added = put("UserPool.Properties.Schema.4", {"Name": "team", "AttributeDataType": "String"})
    sources[STAGE] = Case("attribute", added).stacks(sources[STAGE])[1]
    assert main(["contract", STAGE]) == 0
    assert "team" in path.read_text()


def test_a_renewal_does_not_wear_the_contract_down(
    renew: Renewed, capsys: pytest.CaptureFixture[str]
) -> None:
    path, sources = renew
    before = path.read_text()
    sources[STAGE] = Case("rename", rename("UserPool", "Users")).stacks(sources[STAGE])[1]
    assert main(["contract", STAGE]) == 2
    assert path.read_text() == before
    assert f"delete contracts/{STAGE}.json" in capsys.readouterr().err


def test_a_contract_is_given_up_by_deleting_its_file(
    renew: Renewed,
) -> None:
    path, sources = renew
    path.unlink()
    sources[STAGE] = Case("rename", rename("UserPool", "Users")).stacks(sources[STAGE])[1]
    assert main(["contract", STAGE]) == 0
    assert '"Users"' in path.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"sample-prod-api": {}}',
        *(
            CUT.replace("TEMPLATE", template)
            for template in ("null", "[]", '{"Resources": []}', '{"Outputs": null}')
        ),
    ],
)
def test_a_broken_contract_is_not_an_empty_one(
    renew: Renewed, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = renew
    path.write_text(text)
    assert main(["contract", STAGE]) == 1
    assert "restore it from git" in capsys.readouterr().err


def test_without_names_every_contract_is_renewed_and_none_is_begun(renew: Renewed) -> None:
    path, sources = renew
    sources["another"] = sources[STAGE]
    added = put("UserPool.Properties.Schema.4", {"Name": "team", "AttributeDataType": "String"})
    sources[STAGE] = Case("attribute", added).stacks(sources[STAGE])[1]
    assert main(["contract"]) == 0
    assert "team" in path.read_text()
    assert list(path.parent.iterdir()) == [path]


def test_where_there_is_none_that_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contract"]) == 0
    assert "the first `make deploy` of a stage writes it" in capsys.readouterr().out
    assert list((project / "contracts").iterdir()) == []


def test_a_first_deployment_begins_one_and_says_to_commit_it(
    project: Path, samples: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "contracts").rmdir()
    deployed = ["contract", STAGE, "--assembly", str(samples[STAGE]), "--deployed"]
    assert main(deployed) == 0
    assert "commit it" in capsys.readouterr().out
    assert '"UserPool"' in (project / f"contracts/{STAGE}.json").read_text()
    assert main(deployed) == 0
    assert "commit" not in capsys.readouterr().out


def test_what_was_deployed_is_what_must_stay(
    contract: Path, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    """The guard has judged it, by what was deployed before; a refusal now would come too late."""
    renamed = changed(samples[STAGE], rename("UserPoolClient", "Client"), tmp_path / "cdk.out")
    assert main(["contract", STAGE, "--assembly", str(renamed)]) == 2
    assert '"Client"' not in contract.read_text()
    assert main(["contract", STAGE, "--assembly", str(renamed), "--deployed"]) == 0
    assert '"Client"' in contract.read_text()


@pytest.mark.parametrize("stages", [[], [STAGE, "another"]])
def test_an_assembly_is_of_one_stage(
    samples: Mapping[str, Path],
    project: Path,
    stages: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["contract", *stages, "--assembly", str(samples[STAGE])]) == 2
    assert "name exactly that one" in capsys.readouterr().err
    assert list((project / "contracts").iterdir()) == []
