"""What reaches Lambda is compiled, where the synth runs on the runtime's Python."""

import json
import marshal
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path, PurePath
from zipfile import ZipFile

import aws_cdk as cdk
import pytest
from aws_cdk import aws_lambda as lambda_

from stacks.constructs import lambda_archive
from stacks.constructs.lambda_archive import asset_contents
from stacks.constructs.lambda_asset import LambdaBundler, lambda_asset
from stacks.constructs.lambda_byte_code import byte_code, compiles_for, tell_that_none_ships
from stacks.constructs.python_function import RUNTIME
from tests.assets import archive, asset, run, zipped
from tests.conftest import ROOT

PACKAGES = ("claims", "default_group", "sign_up_gate", "sms_account")
HERE = "python{}.{}".format(*sys.version_info)
ELSEWHERE = "python3.99"
# Constants of every kind that marshal writes, text of one character among them.
SOURCE = """
def f(a, *, b=(1, "{", "no name")):
    '''Of 'f'.'''
    if a in {"[", "]", "two words", b"x", 2.5, None, ("-", ("=",))}:
        return f"{a!r}.{b}", (1, "{", "no name"), 10**30, 1j, ..., a[1:2]
    class C:
        g = lambda self: "{"
    return C
"""
# Prints which sources of the asset Python compiles, then where it says that the handler is.
IMPORT = """
import json
from importlib.machinery import SourceFileLoader
compile_, compiled = SourceFileLoader.source_to_code, []
def source_to_code(self, data, path, **options):
    compiled.append(path)
    return compile_(self, data, path, **options)
SourceFileLoader.source_to_code = source_to_code
from {package}.handler import lambda_handler
print(json.dumps([path for path in compiled if path.startswith(sys.path[0])]))
print(lambda_handler.__code__.co_filename)
"""


@pytest.mark.parametrize("package", PACKAGES)
def test_a_cold_start_compiles_nothing(package: str) -> None:
    with asset(package, compiled=True) as folder:
        assert _imported(package, folder)[0] == []
    with asset(package) as folder:
        assert f"{folder}/{package}/handler.py" in _imported(package, folder)[0]


def test_a_traceback_names_the_source_where_lambda_has_it() -> None:
    """What the functions log of an error is made of this."""
    with asset("sms_account", compiled=True) as folder:
        assert _imported("sms_account", folder)[1] == f"{folder}/sms_account/handler.py"


@pytest.mark.parametrize("change", ["its version", "its format"])
def test_byte_code_of_another_python_is_passed_by(change: str) -> None:
    with asset("sms_account", compiled=True) as folder:
        for file in folder.rglob("*.pyc"):
            if change == "its version":
                file.rename(file.with_name(f"{file.name.split('.')[0]}.cpython-399.pyc"))
            else:
                file.write_bytes(b"\0\0\r\n" + file.read_bytes()[4:])
        assert f"{folder}/sms_account/handler.py" in _imported("sms_account", folder)[0]


def test_byte_code_names_no_machine_and_no_date() -> None:
    with archive("claims", compiled=True) as built:
        compiled = {name: built.read(name) for name in built.namelist() if name.endswith(".pyc")}
    sources = {str(inside) for inside in asset_contents("claims") if inside.suffix == ".py"}
    code = [marshal.loads(octets[16:]) for octets in compiled.values()]  # noqa: S302 - our own
    assert {one.co_filename for one in code} == sources
    assert {octets[4:8] for octets in compiled.values()} == {b"\1\0\0\0"}  # hashed, not compared


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_byte_code_is_the_same_whoever_compiles(seed: str) -> None:
    """Whatever the seed of its hashes, and whatever text and constants a process holds already."""
    held = [SOURCE, compile(SOURCE, "fn.py", "exec"), *map(sys.intern, map(chr, range(256)))]
    here = byte_code.__wrapped__(SOURCE.encode(), PurePath("fn.py")) or b""
    script = f"""
from pathlib import PurePath
from stacks.constructs.lambda_byte_code import byte_code
print(byte_code({SOURCE.encode()!r}, PurePath("fn.py")).hex())
"""
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
    )
    assert here
    assert held
    assert there.stdout.strip() == here.hex()


def test_a_source_that_is_no_python_ships_without(tmp_path: Path) -> None:
    (tmp_path / "template.py").write_text("class {{ name }}:\n")
    (tmp_path / "warned.py").write_text(r"'\d' is 1" + "\n")
    contents = {PurePath(f"fn/{file.name}"): file for file in tmp_path.iterdir()}
    compiled = f"fn/__pycache__/warned.{sys.implementation.cache_tag}.pyc"
    with ZipFile(BytesIO(zipped(contents, compiled=True))) as built:
        assert sorted(built.namelist()) == [compiled, "fn/template.py", "fn/warned.py"]


def test_only_the_runtimes_own_python_compiles_for_it() -> None:
    assert compiles_for(HERE)
    assert not compiles_for(ELSEWHERE)
    assert not compiles_for("nodejs24.x")


def test_the_documents_and_the_checks_have_the_runtimes_python() -> None:
    version = RUNTIME.name.removeprefix("python")
    assert f"Deploy with Python {version}" in (ROOT / "docs/deploying.md").read_text()
    assert f'"{version}"' in (ROOT / ".github/workflows/check.yml").read_text()


def test_a_synth_without_byte_code_says_so_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    contents = asset_contents("sms_account")
    tell_that_none_ships.cache_clear()
    for runtime, told in ((HERE, 0), (ELSEWHERE, 1), (ELSEWHERE, 0)):
        assert LambdaBundler(contents, runtime).try_bundle(str(tmp_path))
        said = capfd.readouterr().err.splitlines()
        assert len(said) == told
        assert all("Lambda runs Python 3.99" in line and "twice" in line for line in said)
        with ZipFile(tmp_path / "asset.zip") as built:
            has_byte_code = any(name.endswith(".pyc") for name in built.namelist())
        assert has_byte_code is (runtime is HERE)


def test_what_compiled_it_is_part_of_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """CDK uploads an asset of a new hash only."""
    keys = [_object_key(HERE), _object_key(ELSEWHERE)]
    monkeypatch.setattr(sys, "hexversion", 0)
    keys += [_object_key(HERE), _object_key(ELSEWHERE)]
    monkeypatch.setattr(lambda_archive, "keeps_columns", lambda: False)
    keys += [_object_key(HERE), _object_key(ELSEWHERE)]
    assert len(set(keys)) == 4
    assert keys[1] == keys[3] == keys[5]


@pytest.mark.parametrize(("flags", "kept"), [([], True), (["-X", "no_debug_ranges"], False)])
def test_python_tells_whether_it_keeps_columns(flags: list[str], kept: bool) -> None:
    told = "from stacks.constructs.lambda_byte_code import keeps_columns; print(keeps_columns())"
    environment = {"PATH": os.environ["PATH"]}  # without PYTHONNODEBUGRANGES
    command = [sys.executable, *flags, "-c", told]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == str(kept)


def _object_key(runtime: str) -> str:
    app = cdk.App(context={"aws:cdk:bundling-stacks": []})
    code = lambda_asset("sms_account", runtime=lambda_.Runtime(runtime))
    location = code.bind(cdk.Stack(app, "stack")).s3_location
    assert location
    return location.object_key


def _imported(package: str, folder: Path) -> tuple[list[str], str]:
    """The sources that an import compiled, and where the handler is said to be."""
    compiled, where = run(IMPORT.format(package=package), folder, ALLOWED_COUNTRIES="DE").split(
        "\n", 1
    )
    return json.loads(compiled), where.strip()
