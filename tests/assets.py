"""The functions' assets, built as the synth builds them, and a Python that has nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stacks.constructs.lambda_asset import CopyBundler, asset_contents


@contextmanager
def asset(package: str) -> Iterator[Path]:
    """Build the asset of a function in a folder that goes with the block."""
    with TemporaryDirectory() as folder:
        assert CopyBundler(asset_contents(package)).try_bundle(folder)
        yield Path(folder)


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
