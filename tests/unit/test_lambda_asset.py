"""What reaches Lambda is small, reproducible and sufficient by itself."""

import zipfile
from pathlib import Path

import pytest

from stacks.constructs import lambda_asset
from stacks.constructs.lambda_asset import BundlingError, asset_contents
from tests.assets import asset, run, zipped

PACKAGES = ("claims", "sign_up_gate", "sms_account")


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_built_twice_has_the_same_bytes(package: str, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = (zipped(package, tmp_path / name) for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_who_builds_leaves_no_trace(tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped("claims", tmp_path)) as archive:
        entries = archive.infolist()
    assert {entry.date_time[0] for entry in entries} == {1980}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_has_its_function_and_no_ballast(package: str) -> None:
    with asset(package) as folder:
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert f"{package}/handler.py" in files
    unwanted = ("__pycache__", ".pyc", ".so", "boto3", "botocore", "tests/", ".dist-info", ".in")
    assert not [f for f in files if any(part in f for part in unwanted)]
    assert not [f for f in files if f.split("/")[0] in set(PACKAGES) - {package}]


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_imports_with_only_itself_and_the_standard_library(package: str) -> None:
    script = f"import {package}.handler; print(*{{name.split('.')[0] for name in sys.modules}})"
    with asset(package) as folder:
        loaded = set(run(script, folder, ALLOWED_COUNTRIES="DE").split())
    assert package in loaded
    assert not loaded & {"boto3", "botocore", "pydantic", "aws_xray_sdk", "cryptography"}


def test_a_claims_asset_is_hardly_larger_than_powertools(tmp_path: Path) -> None:
    """At most 1.1 times Powertools alone, in the same zip."""
    with zipfile.ZipFile(zipped("claims", tmp_path)) as archive:
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
    powertools = sum(size for name, size in sizes.items() if name.startswith("aws_lambda_powe"))
    assert sum(sizes.values()) <= 1.1 * powertools


def test_a_changed_source_changes_the_hash(tmp_path: Path) -> None:
    contents = asset_contents("claims")
    before = lambda_asset.digest(contents)
    assert lambda_asset.digest(asset_contents("claims")) == before
    (changed := tmp_path / "handler.py").write_text("pass\n")
    (handler,) = (inside for inside in contents if inside.match("claims/handler.py"))
    assert lambda_asset.digest({**contents, handler: changed}) != before


def test_a_requirement_that_is_not_installed_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BundlingError, match="nowhere is not installed: run pip install -r"):
        _contents_of("nowhere", tmp_path, monkeypatch)


def test_a_compiled_requirement_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BundlingError, match="only pure Python"):
        _contents_of("cffi", tmp_path, monkeypatch)


def _contents_of(requirement: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "fn").mkdir()
    (folder / "fn" / "requirements.in").write_text(f"{requirement}  # a reason\n")
    monkeypatch.setattr(lambda_asset, "LAMBDAS", folder)
    asset_contents("fn")
