"""`python -m ops bootstrap` and `python -m ops diff`: what they run, and where."""

from pathlib import Path

import pytest

from ops.__main__ import main
from tests.programs.deploy.conftest import ScriptedCdk
from tests.unit.ops.guard.account import ACCOUNT, REGION
from tests.unit.ops.guard.cases import STAGE

pytestmark = pytest.mark.usefixtures("aws")


def test_bootstrap_prepares_the_stages_account_and_region(cdk: ScriptedCdk, project: Path) -> None:
    cdk.on("bootstrap", f"pwd > {project}/worked-in")
    assert main(["bootstrap", "--stage", STAGE]) == 0
    assert cdk.calls[-1] == ["bootstrap", f"aws://{ACCOUNT}/{REGION}", "--no-notices"]
    worked_in = Path((project / "worked-in").read_text().strip())
    assert not worked_in.is_relative_to(project)  # there the CLI would run the app again


def test_bootstrap_gives_cloudformation_a_policy_that_is_named(cdk: ScriptedCdk) -> None:
    policies = f"arn:aws:iam::{ACCOUNT}:policy/a,arn:aws:iam::{ACCOUNT}:policy/b"
    assert main(["bootstrap", "--stage", STAGE, "--execution-policy", policies]) == 0
    assert f"--cloudformation-execution-policies={policies}" in cdk.calls[-1]


def test_diff_compares_what_passed_every_check_by_templates_alone(cdk: ScriptedCdk) -> None:
    assert main(["diff", "--stage", STAGE]) == 0
    synth, diff = cdk.calls
    assert "--no-validation" not in synth
    assert "--method=template" in diff


@pytest.mark.parametrize("command", ["bootstrap", "diff", "deploy", "destroy"])
def test_a_region_that_does_not_exist_is_refused_before_anything(
    cdk: ScriptedCdk,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-nowhere-1")
    assert main([command, "--stage", STAGE]) == 2
    assert "there is no AWS region 'eu-nowhere-1'" in capsys.readouterr().err
    assert cdk.commands == ["synth"]


@pytest.mark.parametrize(
    "command", ["account", "bootstrap", "deploy", "destroy", "diff", "guard", "protect"]
)
def test_a_stage_that_does_not_exist_is_told_in_the_apps_own_words(
    cdk: ScriptedCdk, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = "there is no stage 'nope': name one of dev, or add it to stages.py"
    cdk.on(
        "synth",
        f"""printf '%s\\n' "Error: {refusal}" "python3 app.py: Subprocess exited with error 1" >&2
        exit 1""",
    )
    assert main([command, "--stage", "nope"]) == 2
    assert capsys.readouterr().err == f"error: {refusal}\n"


def test_another_account_than_the_stages_is_refused(
    cdk: ScriptedCdk, capsys: pytest.CaptureFixture[str]
) -> None:
    cdk.on(
        "synth",
        """for argument; do case "$argument" in --output=*)
        sed -i s/unknown-account/111122223333/ "${argument#*=}/manifest.json";;
        esac; done""",
    )
    assert main(["diff", "--stage", STAGE]) == 1
    assert f"lives in account 111122223333, and these credentials are of {ACCOUNT}" in (
        capsys.readouterr().err
    )
