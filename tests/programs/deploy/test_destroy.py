"""`python -m ops destroy`: what it asks, what it removes, and what it says is left.

tests/live/test_deploy.py removes a stage that is really there.
"""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import boto3
import pytest

from ops.__main__ import main
from ops.deployment.assembly import read
from tests.programs.deploy.conftest import ScriptedCdk
from tests.samples import VARIANT
from tests.unit.ops.guard.account import deploy
from tests.unit.ops.guard.cases import STAGE

pytestmark = pytest.mark.usefixtures("aws")
REGION = str(VARIANT.region)
Destroy = Callable[..., tuple[int, str, str]]


@pytest.fixture
def outputs(project: Path) -> Path:
    """The outputs file of the stage."""
    path = project / "outputs" / f"{VARIANT.name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    return path


@pytest.fixture
def destroy(
    cdk: ScriptedCdk,
    samples: Mapping[str, Path],
    outputs: Path,  # noqa: ARG001 - works there
    capfd: pytest.CaptureFixture[str],
) -> Destroy:
    """Deploy a stage that is not protected; then run the command: exit code, output, errors."""
    sample = samples[VARIANT.name]
    cdk.on(
        "synth",
        f'for a; do case "$a" in --output=*) cp {sample}/*.json "${{a#--output=}}";; esac; done',
    )
    deploy(read(sample, VARIANT.name), region=REGION)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["destroy", "--stage", VARIANT.name, *arguments])
        return code, *capfd.readouterr()

    return run


def delete_every_stack() -> None:
    cloudformation = boto3.client("cloudformation", REGION)
    for stack in cloudformation.describe_stacks()["Stacks"]:
        cloudformation.delete_stack(StackName=stack["StackName"])


def test_nothing_goes_where_nobody_agreed(
    destroy: Destroy, cdk: ScriptedCdk, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said, refused = destroy()
    assert code == 2
    assert "To be removed from account 123456789012, region eu-central-1: other-name-" in said
    assert refused == (
        "error: nothing was removed, for nobody agreed: there is no terminal to ask at, so say"
        " --yes (YES=1).\n"
    )
    terminal = io.StringIO("n\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    code, said, refused = destroy()
    assert code == 2
    assert f"Remove stage {VARIANT.name} for good, with all its users? [y/N]" in said
    assert refused == "error: nothing was removed, for nobody agreed.\n"
    assert cdk.commands == ["synth", "synth"]
    assert outputs.exists()


def test_what_goes_is_what_was_judged(destroy: Destroy, cdk: ScriptedCdk, outputs: Path) -> None:
    cdk.on("destroy", "test -e $assembly/manifest.json")
    code, said, _ = destroy("--yes")
    assert code == 0
    assert cdk.calls[-1][:3] == ["destroy", "--all", "--force"]
    assert f"Nothing of stage {VARIANT.name} is deployed" in said
    assert not outputs.exists()


def test_it_names_the_bucket_of_the_backups_and_its_key_which_stay(destroy: Destroy) -> None:
    client = boto3.client("cloudformation", region_name=REGION)
    stack = f"{VARIANT.project}-{VARIANT.name}-backup"
    found = client.list_stack_resources(StackName=stack)["StackResourceSummaries"]
    ids = {one["LogicalResourceId"]: one.get("PhysicalResourceId") for one in found}
    code, said, _ = destroy("--yes")
    assert code == 0
    for noun, name in (("bucket", "BackupBucket"), ("key", "BackupKey")):
        assert ids[name]
        assert f"Kept, with all that is in it: the {noun} {ids[name]}. docs/backup.md" in said
    assert said.count("Kept, ") == 2


def test_of_a_stage_that_is_gone_it_tells_what_is_left(
    destroy: Destroy, cdk: ScriptedCdk, outputs: Path
) -> None:
    delete_every_stack()
    code, said, _ = destroy()
    assert code == 0
    assert cdk.commands == ["synth"]
    assert outputs.exists()  # it may tell of another account
    left = f"parameter /other-name/{VARIANT.name}/UserPoolId"
    assert f"Left, and removed by a deployment with --clean: {left}." in said


def test_a_removal_that_fails_keeps_the_outputs(
    destroy: Destroy, cdk: ScriptedCdk, outputs: Path
) -> None:
    cdk.on("destroy", "exit 1")
    code, _, error = destroy("--yes")
    assert code == 1
    assert "`cdk destroy` failed" in error
    assert outputs.exists()


@pytest.mark.usefixtures("deployed")
def test_a_protected_stage_is_refused_before_anything(
    cdk: ScriptedCdk, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["destroy", "--stage", STAGE, "--yes"]) == 2
    assert "is protected" in capfd.readouterr().err
    assert "destroy" not in cdk.commands


def test_a_stage_that_is_elsewhere_is_not_called_gone(
    destroy: Destroy, cdk: ScriptedCdk, outputs: Path
) -> None:
    delete_every_stack()
    identity = f"{VARIANT.project}-{VARIANT.name}-identity"
    outputs.write_text(json.dumps({identity: {"Region": "us-west-2"}}))
    code, said, refused = destroy("--yes")
    assert code == 2
    assert "gone" not in said
    assert "says that it was deployed in us-west-2: set AWS_REGION=us-west-2, or" in refused
    assert cdk.commands == ["synth"]
    assert outputs.exists()
