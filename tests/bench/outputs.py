"""What `python -m ops settings` costs, in multiples of importing boto3 and making one client."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from ops.deployment import paths
from ops.local.cloud import LocalCloud
from ops.local.emulator import free_port

LIMIT = 1.5
ROUNDS = 15
FLOOR = [sys.executable, "-c", "import boto3; boto3.client('cognito-idp', region_name='eu-west-1')"]
# In the directory of the bench's own outputs file.
OURS = """
import sys
from pathlib import Path
from ops.deployment import paths
paths.root = Path.cwd
from ops.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    with TemporaryDirectory() as folder:
        state = Path(folder)
        cloud = LocalCloud(free_port(), state=state, outputs_file=state / "outputs/local.json")
        try:
            cloud.up()
            rounds = [_round(folder) for _ in range(ROUNDS)]
        finally:
            cloud.down()
    floor, ids, pool = (min(seconds) for seconds in zip(*rounds, strict=True))
    return [
        ("settings: ids from the file / import boto3 + one client", ids / floor, LIMIT),
        ("settings: and facts from the pool / the same", pool / floor, LIMIT),
    ]


def _round(folder: str) -> tuple[float, float, float]:
    ours = [sys.executable, "-c", OURS, "settings", "--stage", "local", "--format"]
    return (
        _seconds(FLOOR, folder),
        _seconds([*ours, "runtime"], folder),
        _seconds([*ours, "amplify"], folder),
    )


def _seconds(command: list[str], folder: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(paths.root())},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start
