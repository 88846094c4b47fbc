"""A Python that has the claims function's asset and nothing else, as Lambda's has."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

LAMBDAS = Path(__file__).parents[3] / "lambdas"
LIBRARIES = ("aws_lambda_powertools", "jmespath", "typing_extensions")


@contextmanager
def asset() -> Iterator[str]:
    """The import path of a folder with the function's libraries, and of the function.

    Powertools imports `botocore` wherever that is installed, as it is beside the tests: so its
    packages are linked into a folder of their own and site-packages are left out.
    """
    with TemporaryDirectory() as folder:
        for source in map(_source, LIBRARIES):
            Path(folder, source.name).symlink_to(source)
        yield os.pathsep.join([str(LAMBDAS), folder])


def run(script: str, path: str, **environment: str) -> str:
    """What a script prints in a fresh Python with only this path and the standard library."""
    return subprocess.run(
        [sys.executable, "-S", "-c", script],
        env={"PYTHONPATH": path, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _source(library: str) -> Path:
    """The folder of a package, or the file of a module."""
    spec = importlib.util.find_spec(library)
    assert spec
    assert spec.origin
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
