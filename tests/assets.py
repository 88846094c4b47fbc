"""The functions' assets, built as the synth builds them, and a Python that has nothing else."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from stacks.constructs.lambda_archive import Contents, asset_contents, write_zip
from stacks.constructs.lambda_folder import LAMBDAS


@contextmanager
def asset(package: str, functions: Path = LAMBDAS, *, compiled: bool = False) -> Iterator[Path]:
    """Unpack the asset of a function in a folder that goes with the block.

    With byte code on request: the Python that runs the tests then stands for the runtime's.
    """
    with TemporaryDirectory() as folder:
        with archive(package, functions, compiled=compiled) as built:
            built.extractall(folder)
        yield Path(folder)


def archive(package: str, functions: Path = LAMBDAS, *, compiled: bool = False) -> zipfile.ZipFile:
    """Open the asset of a function, the zip that reaches Lambda."""
    return zipfile.ZipFile(BytesIO(_built(package, functions, compiled=compiled)))


@cache  # many tests look at the same
def _built(package: str, functions: Path, *, compiled: bool) -> bytes:
    return zipped(asset_contents(package, functions), compiled=compiled)


def share_of_powertools(package: str) -> float:
    """Return the bytes of a function's zip, as a share of those of all of Powertools."""
    distribution = metadata.distribution("aws-lambda-powertools")
    root = Path(str(distribution.locate_file("")))
    whole: Contents = {
        file: root / file for file in distribution.files or [] if file.suffix != ".pyc"
    }
    return len(_built(package, LAMBDAS, compiled=False)) / len(zipped(whole, compiled=False))


def zipped(contents: Contents, *, compiled: bool) -> bytes:
    """Zip files as the synth does, whatever was zipped before."""
    with TemporaryDirectory() as folder:
        write_zip(contents, file := Path(folder, "asset.zip"), compiled=compiled)
        return file.read_bytes()


def run(script: str, folder: Path, **environment: str) -> str:
    """Return what a script prints in a fresh Python with only this folder and its own library.

    It writes no byte code (`-B`), for Lambda's code folder takes none.
    """
    return subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-B",
            "-c",
            f"import sys; sys.path[:0] = [{str(folder)!r}]\n{script}",
        ],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
