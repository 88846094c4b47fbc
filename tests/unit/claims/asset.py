"""A Python that has the claims function's asset and nothing else, as Lambda's has."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

LAMBDAS = Path(__file__).parents[3] / "lambdas"
LIBRARIES = ("aws_lambda_powertools", "jmespath", "typing_extensions")


def run_alone(script: str, **environment: str) -> str:
    """What a script prints with only the function, its libraries and the standard library there.

    Powertools imports `botocore` wherever that is installed, as it is beside the tests: so its
    packages are linked into a folder of their own and site-packages are left out.
    """
    with TemporaryDirectory() as folder:
        for source in map(_source, LIBRARIES):
            Path(folder, source.name).symlink_to(source)
        paths = os.pathsep.join([str(LAMBDAS), folder])
        return subprocess.run(  # noqa: S603 - this Python, with a test's own script
            [sys.executable, "-S", "-c", script],
            env={"PYTHONPATH": paths, **environment},
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
