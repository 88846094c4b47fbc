"""`python -m ops permissions`: one policy as JSON, or one sentence."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.permissions import command
from tests.samples import REFERENCE, VARIANT
from tests.templates import parts

IDENTITY = f"{REFERENCE.project}-{REFERENCE.name}-identity"
PLACE = ("--account", "111122223333", "--region", "eu-west-1")


@pytest.fixture
def assembly(samples: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments that name the sample stage; no region is set around it."""
    monkeypatch.delenv("AWS_REGION", raising=False)
    return ["permissions", "--stage", REFERENCE.name, "--assembly", str(samples[REFERENCE.name])]


@pytest.mark.parametrize("whose", command.POLICIES)
def test_each_policy_is_printed_as_json(
    whose: str, assembly: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*assembly, *PLACE, "--for", whose, "--stack", IDENTITY]) == 0
    policy = json.loads(capsys.readouterr().out)
    assert policy["Version"] == "2012-10-17"
    assert len({statement["Sid"] for statement in policy["Statement"]}) == len(policy["Statement"])
    assert "111122223333" in str(policy)
    assert "{" not in "".join(arn for one in policy["Statement"] for arn in one["Resource"])


def test_what_the_stage_fixes_need_not_be_said(
    samples: Mapping[str, Path], assembly: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    fixed = ["--stage", VARIANT.name, "--assembly", str(samples[VARIANT.name])]
    assert main([assembly[0], *fixed]) == 0
    assert f"arn:aws:cognito-idp:{VARIANT.region}:{VARIANT.account}:userpool/*" in (
        capsys.readouterr().out
    )
    assert main([assembly[0], *fixed, *PLACE]) == 1
    assert capsys.readouterr().err == (
        "error: the stage is in the account 123456789012 by stages.py, not in 111122223333: leave"
        " --account out.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "stages.py leaves open in which account the stage is: add --account"),
        (PLACE[:2], "stages.py leaves open in which region the stage is: add --region"),
        (["--account", "1", *PLACE[2:]], "'1' is no account: correct --account (make: ACCOUNT=)"),
        ([*PLACE[:2], "--region", "*"], "'*' is no region: correct --region (make: REGION=)"),
        ([*PLACE, "--stack", "x"], "the stage has no stack x: use one of phone-auth-reference-"),
    ],
)
def test_what_it_must_be_told_is_told_in_one_sentence(
    arguments: list[str],
    sentence: str,
    assembly: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*assembly, *arguments]) > 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"error: {sentence}")
    assert len(said.err.splitlines()) == 1


def test_a_policy_that_is_too_long_is_refused_and_comes_by_the_stack(
    assembly: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    execution = [*assembly, *PLACE, "--for", "execution"]
    assert main(execution) == 2
    assert "IAM takes 6144: print one for each stack, by --stack (make:" in capsys.readouterr().err
    for part in parts(REFERENCE):
        assert main([*execution, "--stack", f"{REFERENCE.project}-{REFERENCE.name}-{part}"]) == 0


def test_a_stage_without_bootstrap_roles_has_none(
    assemblies: Mapping[str, Path], assembly: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    stage = ["--stage", "local", "--assembly", str(assemblies["local"])]
    assert main([assembly[0], *stage, *PLACE]) == 2
    assert "is not deployed by the CDK's bootstrap roles" in capsys.readouterr().err
