"""The functions' assets, built as the synth builds them, and a Python that has nothing else."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stacks.constructs.lambda_asset import ZipBundler, asset_contents
from stacks.constructs.lambda_folder import LAMBDAS


@contextmanager
def asset(package: str, functions: Path = LAMBDAS) -> Iterator[Path]:
    """Build the asset of a function, and unpack it in a folder that goes with the block."""
    with TemporaryDirectory() as folder:
        zipfile.ZipFile(zipped(package, Path(folder), functions)).extractall(
            code := Path(folder, "code")
        )
        yield code


def zipped(package: str, folder: Path, functions: Path = LAMBDAS) -> Path:
    """Build the asset of a function as the zip that reaches Lambda."""
    assert ZipBundler(asset_contents(package, functions)).try_bundle(str(folder))
    return folder / "asset.zip"


def run(script: str, folder: Path, **environment: str) -> str:
    """Return what a script prints in a fresh Python with only this folder and its own library."""
    return subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(folder)!r}]\n{script}",
        ],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
