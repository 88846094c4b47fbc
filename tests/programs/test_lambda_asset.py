"""What reaches Lambda is small, reproducible and sufficient by itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from stacks.constructs.lambda_archive import asset_contents, digest, write_zip
from stacks.constructs.lambda_byte_code import compiles_for
from stacks.constructs.lambda_folder import BundlingError
from tests.assets import archive, asset, run, share_of_powertools, zipped
from tests.bench.synth import ASSET_LIMIT
from tests.conftest import ROOT

PACKAGES = ("claims", "default_group", "sign_up_gate", "sms_account")
# It counts who confirms as the gate counts who signs up: by the same country of a number.
SHIPS_WITH = {"default_group": {"sign_up_gate"}}


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_built_twice_has_the_same_bytes(package: str) -> None:
    built = [zipped(asset_contents(package), compiled=True) for _ in range(2)]
    assert built[0] == built[1]


def test_who_builds_leaves_no_trace() -> None:
    with archive("claims") as built:
        entries = built.infolist()
    assert {entry.date_time[0] for entry in entries} == {1980}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_has_its_function_and_no_ballast(package: str) -> None:
    with asset(package) as folder:
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert f"{package}/handler.py" in files
    unwanted = ("__pycache__", "boto3", "botocore", "tests/", ".dist-info")
    suffixes = (".so", ".pyi", ".typed", ".js", ".css", ".in")
    assert not [f for f in files if any(part in f for part in unwanted) or f.endswith(suffixes)]
    others = set(PACKAGES) - {package} - SHIPS_WITH.get(package, set())
    assert not [f for f in files if f.split("/")[0] in others]
    assert any(f.startswith("identity/") for f in files) is (package == "claims")


@pytest.mark.parametrize("package", PACKAGES)
def test_an_asset_imports_with_only_itself_and_the_standard_library(package: str) -> None:
    script = f"import {package}.handler; print(*{{name.split('.')[0] for name in sys.modules}})"
    with asset(package) as folder:
        loaded = set(run(script, folder, ALLOWED_COUNTRIES="DE").split())
    assert package in loaded
    assert not loaded & {"boto3", "botocore", "pydantic", "aws_xray_sdk", "cryptography"}


def test_a_claims_asset_is_smaller_than_powertools() -> None:
    assert share_of_powertools("claims") <= ASSET_LIMIT


def test_a_changed_source_changes_the_hash(tmp_path: Path) -> None:
    contents = asset_contents("claims")
    before = digest(contents, compiled=False)
    assert digest(asset_contents("claims"), compiled=False) == before
    (changed := tmp_path / "handler.py").write_text("pass\n")
    (handler,) = (inside for inside in contents if inside.match("claims/handler.py"))
    assert digest({**contents, handler: changed}, compiled=False) != before


def test_a_change_of_a_package_that_it_ships_with_changes_the_hash(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"fn": "-r ../shared/requirements.in", "shared": ""})
    (source := folder / "shared" / "more.py").write_text("A = 1\n")
    before = digest(asset_contents("fn", folder), compiled=False)
    source.write_text("A = 2\n")
    assert digest(asset_contents("fn", folder), compiled=False) != before


def test_packages_and_requirements_are_followed_however_far(tmp_path: Path) -> None:
    """Once each, in circles too; and `identity` is ours where the folder has none of its own."""
    needs = {
        "fn": "-r ../near/requirements.in  # a reason",
        "near": "-r ../far/requirements.in\n-r ../fn/requirements.in",
        "far": "phonenumberslite\n-r ../identity/requirements.in",
        "unasked": "",
    }
    inside = {path.parts[0] for path in asset_contents("fn", _folder(tmp_path, needs))}
    assert {"fn", "near", "far", "identity", "phonenumbers", "aws_lambda_powertools"} <= inside
    assert "unasked" not in inside


REFUSED = {
    "a requirement that is not installed": (
        {"fn": "nowhere  # a reason"},
        "nowhere is not installed: run pip install -r",
    ),
    "a compiled requirement": ({"fn": "cffi"}, "only pure Python"),
    "no such function": ({"other": ""}, "no function 'fn'.*make fn/handler.py.*one of other"),
    "no such package": ({"fn": "-r ../no/requirements.in"}, "no package 'no'.*correct the `-r`"),
    "an option of pip": ({"fn": "--pre"}, "has '--pre': write a package as pip takes it"),
}


@pytest.mark.parametrize(("needs", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_bundled_is_refused_with_the_remedy(
    needs: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(BundlingError, match=sentence):
        asset_contents("fn", _folder(tmp_path, needs))


def test_a_function_that_does_not_say_what_it_needs_is_refused(tmp_path: Path) -> None:
    (_folder(tmp_path, {"fn": ""}) / "fn" / "requirements.in").unlink()
    with pytest.raises(BundlingError, match="is missing: name there what the function needs"):
        asset_contents("fn", tmp_path)


def _folder(folder: Path, needs: dict[str, str]) -> Path:
    """A folder of functions, each with its `requirements.in`."""
    for name, requirements in needs.items():
        (folder / name).mkdir()
        (folder / name / "handler.py").write_text("")
        (folder / name / "requirements.in").write_text(requirements)
    return folder


def test_the_command_line_zips_what_a_synth_would(tmp_path: Path) -> None:
    made = _archived("claims", tmp_path)
    (name,) = json.loads(made.stdout).values()
    contents, compiled = asset_contents("claims"), compiles_for("python3.14")
    assert name == digest(contents, compiled=compiled)
    write_zip(contents, tmp_path / "synth.zip", compiled=compiled)
    assert (tmp_path / f"{name}.zip").read_bytes() == (tmp_path / "synth.zip").read_bytes()


def test_the_command_line_refuses_in_one_sentence(tmp_path: Path) -> None:
    made = _archived("nobody", tmp_path)
    assert (made.returncode, made.stdout, made.stderr.count("\n")) == (1, "", 1)
    assert made.stderr.startswith("there is no function 'nobody' in ")


def _archived(package: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    module = "stacks.constructs.lambda_archive"
    return subprocess.run(
        [sys.executable, "-m", module, "python3.14", "lambdas", str(folder), package],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
