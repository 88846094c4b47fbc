"""What the app's synth and the tests of its templates cost, and how large an asset is."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from ops.deployment import paths
from ops.deployment.environment import isolated
from tests.assets import zipped

ROUNDS = 3
EMPTY_APP = """
import aws_cdk as cdk

app = cdk.App()
cdk.Stack(app, "empty")
app.synth()
"""


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    with isolated("http://127.0.0.1:9"):  # a synth asks nobody
        rounds = [_round() for _ in range(ROUNDS)]
    full, empty, tests = (min(seconds) for seconds in zip(*rounds, strict=True))
    whole, powertools = _zipped_sizes()
    return [
        ("synth: the app / an empty app, without validation", full / empty, 2.1),
        ("synth: all template tests / one synth without validation", tests / full, 1.3),
        ("asset: the claims function's zip / Powertools' own", whole / powertools, 1.1),
    ]


def _round() -> tuple[float, float, float]:
    with TemporaryDirectory() as folder:
        (empty := Path(folder, "empty.py")).write_text(EMPTY_APP)
        synth = [str(paths.cdk_cli()), "synth", "-q", "--no-validation", "--no-notices", "-o"]
        template_tests = ["-m", "pytest", "-q", "tests/assertions", "tests/snapshot"]
        return (
            _seconds([*synth, f"{folder}/full"]),
            _seconds([*synth, f"{folder}/empty", "--app", f"{sys.executable} {empty}"]),
            _seconds([sys.executable, *template_tests]),
        )


def _seconds(command: list[str]) -> float:
    """Time a command in seconds of CPU: what neighbours do hardly stretches those."""
    before = os.times()
    subprocess.run(command, cwd=paths.root(), capture_output=True, check=True)
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def _zipped_sizes() -> tuple[int, int]:
    """The zipped bytes of the claims asset, and of its Powertools alone."""
    with (
        TemporaryDirectory() as folder,
        zipfile.ZipFile(zipped("claims", Path(folder))) as archive,
    ):
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
    powertools = [size for name, size in sizes.items() if name.startswith("aws_lambda_powertools")]
    return sum(sizes.values()), sum(powertools)
