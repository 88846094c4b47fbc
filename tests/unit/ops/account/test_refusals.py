"""`python -m ops account`: what it does not do, and says so."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.unit.ops.account.settings import (
    REGION,
    STAGE,
    THEIRS,
    Refuse,
    Run,
    make_role,
    role_in_settings,
    set_role,
)


@pytest.mark.parametrize("operation", ["CreateRole", "AttachRolePolicy", "UpdateAccount"])
def test_who_may_not_is_told_at_once(operation: str, run: Run, refuse: Refuse) -> None:
    calls = refuse(operation, *["AccessDenied"] * 99)
    code, _, error = run()
    assert code == 1
    assert error == f"error: AWS refused {operation}: No (AccessDenied).\n"
    assert calls.count(operation) == 1
    assert role_in_settings() is None


def test_a_check_changes_nothing_and_names_the_remedy(run: Run, refuse: Refuse) -> None:
    calls = refuse("none")
    code, _, error = run("--check")
    assert code == 2
    assert f"`make account STAGE={STAGE}`" in error
    assert len(error.splitlines()) == 1
    assert set(calls) == {"GetCallerIdentity", "GetAccount"}
    make_role(THEIRS)
    set_role(THEIRS)
    assert run("--check")[0] == 0


def test_another_account_than_the_stages_is_left_alone(
    run: Run, samples: Mapping[str, Path], tmp_path: Path
) -> None:
    fixed = tmp_path / "cdk.out"
    fixed.mkdir()
    for source in samples[STAGE].glob("*.template.json"):
        (fixed / source.name).write_text(source.read_text())
    manifest = (samples[STAGE] / "manifest.json").read_text()
    there = manifest.replace("unknown-account/unknown-region", f"111122223333/{REGION}")
    (fixed / "manifest.json").write_text(there)
    code, _, error = run(assembly=fixed)
    assert code == 1
    assert f"stage {STAGE} lives in account 111122223333" in error
    assert role_in_settings() is None


def test_missing_credentials_and_region_are_told_with_the_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    assert "set AWS_REGION" in run()[2]
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "No AWS credentials" in run()[2]
