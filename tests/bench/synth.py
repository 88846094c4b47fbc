"""What the app's synth and the tests of its templates cost, and how large an asset is."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from ops.deployment import paths
from ops.deployment.environment import isolated
from tests.assets import share_of_powertools

ROUNDS = 5  # of which the medians: the least of one of them may be of a machine that was quicker
# A stage with a default group has three functions to bundle, of 2,200 files; those of Python are
# compiled once each, for half an empty synth. The template tests synthesize five stages and
# the delivery stack, one of them with all that can be turned on.
SYNTH_LIMIT, COMPILED_LIMIT, TEMPLATE_TESTS_LIMIT = 2.3, 2.9, 2.0
ASSET_LIMIT = 0.7  # Powertools less what browsers and type checkers read, and little of our own
EMPTY_APP = """
import aws_cdk as cdk

app = cdk.App()
cdk.Stack(app, "empty")
app.synth()
"""
# On the runtime's Python the functions are compiled, on another they are not: both on any.
APP = """
import sys
sys.path.insert(0, {root!r})
from stacks.constructs import lambda_asset
lambda_asset.compiles_for = lambda _: {compiled}
import app
app.main()
"""


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    with isolated("http://127.0.0.1:9"):  # a synth asks nobody
        rounds = [_round() for _ in range(ROUNDS)]
    full, compiled, empty, tests = map(median, zip(*rounds, strict=True))
    return [
        ("synth: the app / an empty app, without validation", full / empty, SYNTH_LIMIT),
        ("synth: the app with byte code / the same", compiled / empty, COMPILED_LIMIT),
        (
            "synth: all template tests / one synth without validation",
            tests / full,
            TEMPLATE_TESTS_LIMIT,
        ),
        (
            "asset: the claims function / Powertools alone",
            share_of_powertools("claims"),
            ASSET_LIMIT,
        ),
    ]


def _round() -> tuple[float, float, float, float]:
    app = {compiled: APP.format(root=str(paths.root()), compiled=compiled) for compiled in (0, 1)}
    template_tests = ["-m", "pytest", "-q", "tests/assertions", "tests/snapshot"]
    return (
        _synth_seconds(app[0]),
        _synth_seconds(app[1]),
        _synth_seconds(EMPTY_APP),
        _seconds([sys.executable, *template_tests]),
    )


def _synth_seconds(app: str) -> float:
    with TemporaryDirectory() as folder:
        (file := Path(folder, "synthesized.py")).write_text(app)
        synth = [str(paths.cdk_cli()), "synth", "-q", "--no-validation", "--no-notices"]
        return _seconds([*synth, "-o", f"{folder}/cdk.out", "--app", f"{sys.executable} {file}"])


def _seconds(command: list[str]) -> float:
    """Time a command in seconds of CPU: what neighbours do hardly stretches those."""
    before = os.times()
    subprocess.run(command, cwd=paths.root(), capture_output=True, check=True)
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
