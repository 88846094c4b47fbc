"""The outputs as the stacks have them now, in an account that moto plays."""

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from ops.__main__ import main
from tests.unit.ops.samples import ACME, DEV, FILE, Run, deployed, sentence

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def aws(elsewhere: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - there
    """An AWS account in this process."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield


def stack(name: str, outputs: dict[str, str], stage: str = "dev") -> None:
    """Deploy a stack that has nothing but these outputs and a topic."""
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in outputs.items()},
    }
    boto3.client("cloudformation", DEV.region).create_stack(
        StackName=name,
        TemplateBody=json.dumps(template),
        Tags=[{"Key": "stage", "Value": stage}],
    )


def test_it_is_asked_where_there_is_no_file(run: Run) -> None:
    for name, outputs in FILE.items():
        stack(name, outputs)
    assert json.loads(run()[1])["IdentityPoolId"] == DEV.identity_pool_id


def test_a_project_of_another_name_is_found_beside_other_stages(run: Run) -> None:
    for name, outputs in ACME.items():
        stack(name, outputs)
        stack(name.replace("dev", "prod"), {}, "prod")
        stack(name.replace("dev", "eu-dev"), {}, "eu-dev")
    assert json.loads(run()[1])["ApiUrl"] == DEV.api_url


def test_two_projects_with_the_stage_are_told_apart_by_the_operator(run: Run) -> None:
    for name, outputs in (FILE | ACME).items():
        stack(name, outputs)
    said = sentence(run())
    assert "stage dev of several projects (acme-dev-api, acme-dev-identity, sample" in said
    assert "make deploy STAGE=dev" in said


def test_live_asks_it_in_spite_of_a_file(run: Run) -> None:
    deployed("stale")
    for name, outputs in FILE.items():
        stack(name, outputs)
    assert json.loads(run("--live")[1])["ApiUrl"] == DEV.api_url


def test_a_stage_that_was_never_deployed_is_said_with_where_it_was_sought(run: Run) -> None:
    said = sentence(run())
    assert "Stage dev is not deployed" in said
    assert DEV.region in said
    assert "make deploy STAGE=dev" in said


@pytest.mark.parametrize("answers", [True, False], ids=["AWS answers", "no credentials"])
def test_a_stage_that_does_not_exist_is_told_as_that(
    answers: bool, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told to log in first, to hear it then."""
    if not answers:
        monkeypatch.setenv("AWS_PROFILE", "missing")
    (tmp_path / "stages.py").write_text("STAGES = {'prod': None, 'test': None}")
    assert "there is no stage 'dev': use one of prod, test" in sentence(run(), 2)


def test_another_region_is_another_place(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, outputs in FILE.items():
        stack(name, outputs)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    said = sentence(run())
    assert "us-east-1" in said
    assert "set AWS_REGION" in said


@pytest.mark.parametrize("name", FILE)
def test_one_stack_of_two_is_half_a_deployment(run: Run, name: str) -> None:
    stack(name, FILE[name])
    assert "half deployed" in sentence(run())


def test_a_stack_without_its_outputs_is_unfinished(run: Run) -> None:
    stack("sample-dev-identity", FILE["sample-dev-identity"])
    stack("sample-dev-api", {})
    assert "no output ApiUrl of sample-dev-api" in sentence(run())


@pytest.mark.usefixtures("elsewhere")
def test_a_pool_that_is_gone_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    deployed(FILE)
    code = main(["settings", "--stage", "dev", "--format", "json", "--out", "x.json"])
    said = sentence((code, *capsys.readouterr()))
    assert "no longer there" in said
    assert not Path("x.json").exists()


STAGE_PY = """
from types import SimpleNamespace
STAGES = {{"dev": SimpleNamespace(account={account!r}, region={region!r})}}
"""


def test_a_stage_with_a_region_of_its_own_is_sought_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stages.py").write_text(STAGE_PY.format(account=None, region=DEV.region))
    for name, outputs in FILE.items():
        stack(name, outputs)
    for region in ("us-east-1", ""):
        monkeypatch.setenv("AWS_REGION", region)
        assert json.loads(run("--live")[1])["ApiUrl"] == DEV.api_url


def test_nobody_is_told_to_look_in_another_region_than_the_stages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stages.py").write_text(STAGE_PY.format(account=None, region="us-west-2"))
    said = sentence(run("--live"))
    assert "CloudFormation in us-west-2 has no stack" in said
    assert "AWS_REGION" not in said


def test_a_stage_of_another_account_is_not_looked_at(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stages.py").write_text(STAGE_PY.format(account="999999999999", region=None))
    said = sentence(run("--live"))
    assert "stage dev lives in account 999999999999, and these credentials are of 1234567" in said
