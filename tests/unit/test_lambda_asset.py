"""What reaches Lambda is small, reproducible and sufficient by itself."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from stacks.constructs import lambda_asset
from stacks.constructs.lambda_asset import BundlingError, asset_contents
from tests.assets import asset, run

PACKAGES = ("claims", "sign_up_gate", "sms_account")


def _digest(folder: Path) -> str:
    """Hash names, modes and bytes, as the zip of the folder would."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(f"{path.relative_to(folder)} {path.stat().st_mode:o}".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_built_twice_has_the_same_bytes(package: str) -> None:
    with asset(package) as first, asset(package) as second:
        assert _digest(first) == _digest(second)


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
    """At most 1.1 times Powertools alone, zipped alike."""
    with asset("claims") as folder:
        whole = _zipped(folder, folder, tmp_path / "asset.zip")
        powertools = _zipped(folder, folder / "aws_lambda_powertools", tmp_path / "powertools.zip")
    assert whole <= 1.1 * powertools


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


def _zipped(root: Path, folder: Path, target: Path) -> int:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(root))
    return target.stat().st_size
