"""`python -m ops guard`: what it compares with what, and that it never says yes in doubt."""

import json
from collections.abc import Mapping
from pathlib import Path

import boto3
import pytest
from moto.cloudformation.models import cloudformation_backends

from ops.__main__ import main
from ops.errors import OpsError
from ops.guard import contract
from ops.guard.assembly import read
from ops.guard.stack import Stacks
from tests.unit.ops.guard.account import ACCOUNT, REGION, Run, changed, deploy, environment
from tests.unit.ops.guard.cases import API, Case, both, put, rename, rename_stack, settings
from tests.unit.ops.guard.harmless import UNPROTECTED

pytestmark = pytest.mark.usefixtures("aws")
CLIENT_RENAMED = rename("UserPoolClient", "Client")


@pytest.fixture
def guard(assemblies: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the guard; gives the exit code, the output and the errors."""

    def run(
        *arguments: str, stage: str = "prod", assembly: Path | None = None
    ) -> tuple[int, str, str]:
        directory = str(assembly or assemblies[stage])
        code = main(["guard", "--stage", stage, "--assembly", directory, *arguments])
        return code, *capsys.readouterr()

    return run


def test_where_nothing_is_deployed_the_contract_counts(
    guard: Run, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    code, said, _ = guard()
    assert code == 0
    assert "its contract, for nothing is deployed in 123456789012, eu-west-1" in said
    renamed = changed(assemblies["prod"], rename("UserPool", "Users"), tmp_path / "cdk.out")
    code, _, refused = guard(assembly=renamed)
    assert code == 2
    assert "orphaned pool: its logical id changes from UserPool to Users; rename it" in refused


def test_where_something_is_deployed_it_counts_more_than_the_contract(
    guard: Run, prod: Stacks
) -> None:
    deploy(Case("older", rename("UserPool", "Users")).update(prod).new)
    code, _, refused = guard()
    assert code == 2
    assert "Users to UserPool" in refused


def test_an_update_of_what_is_deployed_passes(guard: Run, prod: Stacks) -> None:
    deploy(prod)
    code, said, refused = guard()
    assert (code, refused) == (0, "")
    assert "compared with what is deployed" in said


def test_an_unprotected_stage_is_not_held_to_the_protection_of_another(
    guard: Run, stages: Mapping[str, Stacks]
) -> None:
    deploy(stages["dev"])
    assert guard(stage="dev")[0] == 0


def test_termination_protection_is_what_cloudformation_says(
    guard: Run, prod: Stacks, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    deploy(prod)
    manifest = changed(assemblies["prod"], lambda _: None, tmp_path / "out") / "manifest.json"
    text = manifest.read_text().replace(
        '"terminationProtection": true', '"terminationProtection": false'
    )
    manifest.write_text(text)
    code, _, refused = guard(assembly=manifest.parent)
    assert code == 2
    assert "termination protection of phone-auth-prod-identity is turned off" in refused


def test_a_stack_is_found_by_its_tags_when_no_contract_has_its_name(
    guard: Run, prod: Stacks
) -> None:
    deploy(Case("", rename_stack("phone-auth-prod", "first-name")).update(prod).new)
    code, _, refused = guard()
    assert code == 2
    assert "from first-name-identity to phone-auth-prod-identity" in refused


def test_clients_break_only_by_permission(
    guard: Run, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    renamed = changed(assemblies["prod"], CLIENT_RENAMED, tmp_path / "cdk.out")
    code, _, refused = guard(assembly=renamed)
    assert code == 2
    assert "--allow-client-break lets this pass" in refused
    code, _, allowed = guard("--allow-client-break", assembly=renamed)
    assert code == 0
    assert "Allowed: this deployment would give every frontend a new client id" in allowed


def test_permission_to_break_clients_is_no_permission_to_lose_users(
    guard: Run, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    change = both(CLIENT_RENAMED, rename("UserPool", "Users"))
    renamed = changed(assemblies["prod"], change, tmp_path / "cdk.out")
    code, _, refused = guard("--allow-client-break", assembly=renamed)
    assert code == 2
    assert "orphaned" in refused
    assert "lets this pass" not in refused


def test_another_region_than_the_last_deployment_from_here_is_refused(
    guard: Run, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs" / "prod.json"
    outputs.parent.mkdir()
    outputs.write_text(json.dumps({"phone-auth-prod-identity": {"Region": "us-east-1"}}))
    code, _, refused = guard()
    assert code == 2
    assert "the region of phone-auth-prod-identity changes from us-east-1 to eu-west-1" in refused


def test_a_broken_outputs_file_proves_nothing(guard: Run, tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    for text in ("", "[]", '{"a": 1}'):
        (tmp_path / "outputs" / "prod.json").write_text(text)
        code, said, error = guard()
        assert (code, said) == (1, "")
        assert "cannot be read" in error


def test_another_region_in_the_sources_is_refused(
    guard: Run,
    prod: Stacks,
    assemblies: Mapping[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contract, "CONTRACTS", tmp_path)
    there = Case("", settings(region="us-east-1")).update(prod).new
    (tmp_path / "prod.json").write_text(contract.contract_text(there))
    deploy(prod, region="us-east-1")
    moved = environment(assemblies["prod"], f"aws://unknown-account/{REGION}", tmp_path / "out")
    code, _, refused = guard(assembly=moved)
    assert code == 2
    assert "leave every user behind in us-east-1" in refused


def test_a_fixed_region_is_where_it_looks(
    guard: Run, prod: Stacks, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    deploy(Case("", rename("UserPool", "Users")).update(prod).new, region="us-east-1")
    there = environment(assemblies["prod"], "aws://unknown-account/us-east-1", tmp_path / "out")
    code, _, refused = guard(assembly=there)
    assert code == 2
    assert "Users to UserPool" in refused


def test_credentials_of_another_account_prove_nothing(
    guard: Run, assemblies: Mapping[str, Path], tmp_path: Path
) -> None:
    fixed = environment(assemblies["prod"], f"aws://111122223333/{REGION}", tmp_path / "out")
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


def test_a_stack_on_the_move_is_not_judged(guard: Run, prod: Stacks) -> None:
    deploy(prod)
    for stack in cloudformation_backends[ACCOUNT][REGION].stacks.values():
        stack.status = "UPDATE_IN_PROGRESS"
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "changes at this moment" in error


@pytest.mark.parametrize("status", ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_COMPLETE"])
def test_a_stack_that_was_never_made_is_not_deployed(guard: Run, prod: Stacks, status: str) -> None:
    deploy(Case("", rename("UserPool", "Users")).update(prod).new)
    for stack in cloudformation_backends[ACCOUNT][REGION].stacks.values():
        stack.status = status
    code, said, _ = guard()
    assert code == 0
    assert "nothing is deployed" in said


def test_a_template_that_is_not_json_is_not_judged(guard: Run) -> None:
    boto3.client("cloudformation", REGION).create_stack(
        StackName=API, TemplateBody="Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
    )
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "is not JSON" in error


def test_a_stage_without_contract_and_deployment_is_not_judged(
    guard: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "CONTRACTS", tmp_path)
    code, said, error = guard()
    assert (code, said) == (2, "")
    assert "make contract" in error


def test_an_assembly_of_another_stage_is_refused(
    guard: Run, assemblies: Mapping[str, Path]
) -> None:
    code, _, error = guard(assembly=assemblies["dev"])
    assert code == 2
    assert "holds dev, not stage prod" in error


@pytest.mark.parametrize("text", [None, "", "{}", '{"artifacts": {"a": {"type": 1}}}'])
def test_without_an_assembly_nothing_is_judged(
    guard: Run, tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    code, said, error = guard(assembly=tmp_path)
    assert code
    assert not said
    assert "make synth STAGE=prod" in error


def test_a_protected_stage_is_not_destroyed(guard: Run) -> None:
    code, _, refused = guard("--destroy")
    assert code == 2
    assert "deletes the stack by hand" in refused


def test_protection_that_only_the_deployed_stack_has_counts(
    guard: Run, stages: Mapping[str, Stacks]
) -> None:
    assert guard("--destroy", stage="dev")[0] == 0
    renamed = {name.replace("prod", "dev"): stack for name, stack in stages["prod"].items()}
    deploy(renamed)
    assert guard("--destroy", stage="dev")[0] == 2


def test_one_protection_is_enough(
    guard: Run, prod: Stacks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "CONTRACTS", tmp_path)
    bare = Case("", UNPROTECTED).update(prod).new
    for name, protection in {
        "none": lambda _: None,
        "termination": settings(termination_protection=True),
        "retention": put("UserPool.DeletionPolicy", "Retain"),
        "deletion": put("UserPool.Properties.DeletionProtection", "ACTIVE"),
    }.items():
        stacks = Case("", protection).update(bare).new
        (tmp_path / "prod.json").write_text(contract.contract_text(stacks))
        assert guard("--destroy")[0] == (0 if name == "none" else 2), name


def test_the_assembly_is_read_as_it_was_synthesized(prod: Stacks) -> None:
    assert prod["phone-auth-prod-identity"].termination_protection
    assert prod["phone-auth-prod-identity"].region is None
    with pytest.raises(OpsError):
        read(Path("nowhere"), "prod")
