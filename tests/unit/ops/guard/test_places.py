"""`python -m ops guard`: accounts and regions, and where it looks."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.stack import Stacks
from ops.guard.contract import contract_text
from tests.unit.ops.guard.account import REGION, Run, deploy, environment
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import API, IDENTITY, STAGE, rename, settings

pytestmark = pytest.mark.usefixtures("aws")


@pytest.mark.usefixtures("contract")
def test_another_region_than_the_last_deployment_from_here_is_refused(
    guard: Run, tmp_path: Path
) -> None:
    outputs = tmp_path / f"outputs/{STAGE}.json"
    outputs.parent.mkdir()
    outputs.write_text(json.dumps({IDENTITY: {"Region": "us-east-1"}}))
    code, _, refused = guard()
    assert code == 2
    assert f"the region of {IDENTITY} changes from us-east-1 to eu-west-1" in refused


@pytest.mark.usefixtures("contract")
def test_a_broken_outputs_file_proves_nothing(guard: Run, tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    for text in ("", "[]", '{"a": 1}'):
        (tmp_path / f"outputs/{STAGE}.json").write_text(text)
        code, said, error = guard()
        assert (code, said) == (1, "")
        assert "cannot be read" in error


def test_another_region_in_the_sources_is_refused(
    guard: Run,
    protected: Stacks,
    samples: Mapping[str, Path],
    tmp_path: Path,
    contract: Path,
) -> None:
    there = Case("", settings(region="us-east-1")).update(protected).new
    contract.write_text(contract_text(there))
    deploy(protected, region="us-east-1")
    moved = environment(samples[STAGE], f"aws://unknown-account/{REGION}", tmp_path / "out")
    code, _, refused = guard(assembly=moved)
    assert code == 2
    assert "leave every user behind in us-east-1" in refused


def test_a_stack_of_another_region_than_the_others_is_judged_by_its_own(
    guard: Run, protected: Stacks, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    deploy(protected)
    moved = environment(samples[STAGE], f"aws://unknown-account/{REGION}", tmp_path / "out")
    manifest = json.loads((moved / "manifest.json").read_text())
    manifest["artifacts"][IDENTITY]["environment"] = "aws://unknown-account/us-east-1"
    artifacts = manifest["artifacts"]
    manifest["artifacts"] = {API: artifacts.pop(API), **artifacts}
    (moved / "manifest.json").write_text(json.dumps(manifest))
    code, _, refused = guard(assembly=moved)
    assert code == 2
    assert f"the region of {IDENTITY} changes from {REGION} to us-east-1" in refused


def test_a_fixed_region_is_where_it_looks(
    guard: Run, protected: Stacks, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    deploy(Case("", rename("UserPool", "Users")).update(protected).new, region="us-east-1")
    there = environment(samples[STAGE], "aws://unknown-account/us-east-1", tmp_path / "out")
    code, _, refused = guard(assembly=there)
    assert code == 2
    assert "Users to UserPool" in refused


def test_credentials_of_another_account_prove_nothing(
    guard: Run, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    fixed = environment(samples[STAGE], f"aws://111122223333/{REGION}", tmp_path / "out")
    code, _, said = guard(assembly=fixed)
    assert code == 1
    assert "log in to 111122223333" in said


def test_without_credentials_nothing_is_said_to_be_safe(
    guard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boto3.Session.get_credentials", lambda _: None)
    monkeypatch.setattr("botocore.session.Session.get_credentials", lambda _: None)
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "No AWS credentials" in error
