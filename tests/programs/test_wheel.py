"""The wheel holds all that another app needs: it synthesizes one, functions and all, by itself."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.stacks import foreign

# -I: neither this project nor its environment variables are in reach.
SYNTH = """
import sys
from pathlib import Path
sys.path[:0] = [{site!r}, {app!r}]
from foreign import foreign_app
app, _ = foreign_app(Path({outdir!r}), bundle=True)
app.synth()
import phone_auth.stacks
assert Path(phone_auth.stacks.__file__).is_relative_to({site!r})
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_everything_stands_under_one_name(wheel: Path) -> None:
    files = [Path(name) for name in zipfile.ZipFile(wheel).namelist()]
    assert {file.parts[0].partition("-")[0] for file in files} == {"phone_auth"}
    assert {"stacks", "lambdas", "ops"} <= {file.parts[1] for file in files}
    assert not [file for file in files if "__pycache__" in file.parts]


def test_every_source_is_in_it(wheel: Path) -> None:
    inside = {name.removeprefix("phone_auth/") for name in zipfile.ZipFile(wheel).namelist()}
    sources = {
        path.relative_to(ROOT).as_posix()
        for room in ("stacks", "lambdas", "ops")
        for path in (ROOT / room).rglob("*")
        if path.suffix in (".py", ".in")
    }
    assert sources
    assert sources <= inside


def test_an_app_of_somebody_else_is_synthesized_from_it(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(site := tmp_path / "site")
    app = tmp_path / "project" / "app"
    app.mkdir(parents=True)
    source = Path(foreign.__file__).read_text().replace("from stacks.", "from phone_auth.stacks.")
    (app / "foreign.py").write_text(source)
    shutil.copytree(foreign.FUNCTIONS, tmp_path / foreign.FUNCTIONS.name)
    outdir = tmp_path / "cdk.out"
    script = SYNTH.format(site=str(site), app=str(app), outdir=str(outdir))
    subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, check=True)
    assert (outdir / "Shops.template.json").is_file()
    assets = [set(zipfile.ZipFile(path).namelist()) for path in outdir.glob("asset.*.zip")]
    for package in ("claims", "corner_shop"):
        (asset,) = [names for names in assets if f"{package}/handler.py" in names]
        assert {"identity/api.py", "aws_lambda_powertools/__init__.py"} <= asset
