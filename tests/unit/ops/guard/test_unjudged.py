"""`python -m ops guard`: in doubt it does not say yes."""

from collections.abc import Mapping
from pathlib import Path

import boto3
import pytest
from moto.cloudformation.models import cloudformation_backends

from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.errors import OpsError
from tests.samples import VARIANT
from tests.unit.ops.guard.account import ACCOUNT, REGION, Run, changed, deploy
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import API, IDENTITY, STAGE, rename

pytestmark = pytest.mark.usefixtures("aws")


def test_a_stack_on_the_move_is_not_judged(guard: Run, protected: Stacks) -> None:
    deploy(protected)
    for stack in cloudformation_backends[ACCOUNT][REGION].stacks.values():
        stack.status = "UPDATE_IN_PROGRESS"
    code, said, error = guard()
    assert (code, said) == (1, "")
    assert "changes at this moment" in error


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("status", ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_COMPLETE"])
def test_a_stack_that_was_never_made_is_not_deployed(
    guard: Run, protected: Stacks, status: str
) -> None:
    deploy(Case("", rename("UserPool", "Users")).stacks(protected)[1])
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


def test_an_assembly_of_another_stage_is_refused(guard: Run, samples: Mapping[str, Path]) -> None:
    code, _, error = guard(assembly=samples[VARIANT.name])
    assert code == 2
    assert f"holds {VARIANT.name}, not stage {STAGE}" in error


@pytest.mark.parametrize("text", [None, "", "{}", '{"artifacts": {"a": {"type": 1}}}'])
def test_without_an_assembly_nothing_is_judged(
    guard: Run, tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    code, said, error = guard(assembly=tmp_path)
    assert code
    assert not said
    assert f"make synth STAGE={STAGE}" in error


@pytest.mark.parametrize("text", ["null", "[]", "1"])
def test_a_template_that_is_none_is_not_judged(
    guard: Run, samples: Mapping[str, Path], tmp_path: Path, text: str
) -> None:
    assembly = changed(samples[STAGE], lambda _: None, tmp_path / "out")
    (assembly / f"{IDENTITY}.template.json").write_text(text)
    code, said, error = guard(assembly=assembly)
    assert (code, said) == (1, "")
    assert f"make synth STAGE={STAGE}" in error


def test_the_assembly_is_read_as_it_was_synthesized(protected: Stacks) -> None:
    assert protected[IDENTITY].termination_protection
    assert protected[IDENTITY].region is None
    with pytest.raises(OpsError):
        read(Path("nowhere"), STAGE)
