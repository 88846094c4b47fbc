"""What `make local` costs, in multiples of one `cdk synth -q` of the same app."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from ops.deployment import paths
from ops.deployment.environment import isolated
from ops.local.cloud import LocalCloud
from ops.local.emulator import free_port

ROUNDS = 3
UP_LIMIT = 4.0
AGAIN_LIMIT = 1.0
UP = """
from pathlib import Path
from ops.local.cloud import LocalCloud
state = Path({folder!r})
LocalCloud({port}, state=state, outputs_file=state / "outputs.json").up()
"""


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    rounds = [_round() for _ in range(ROUNDS)]
    synth, up, again = (min(seconds) for seconds in zip(*rounds, strict=True))
    return [
        ("local: make local from nothing running / cdk synth -q", up / synth, UP_LIMIT),
        ("local: make local again, nothing changed / cdk synth -q", again / synth, AGAIN_LIMIT),
    ]


def _round() -> tuple[float, float, float]:
    """Time a synth, `up` from nothing running, and `up` again; all in new directories."""
    with TemporaryDirectory() as folder:
        port = free_port()
        cloud = LocalCloud(port, state=Path(folder), outputs_file=Path(folder, "outputs.json"))
        synth = [str(paths.cdk_cli()), "synth", "-q", "-c", "stage=local", "-o", f"{folder}/synth"]
        up = [sys.executable, "-c", UP.format(folder=folder, port=port)]
        with isolated(cloud.emulator.endpoint):
            try:
                return _seconds(synth), _seconds(up), _seconds(up)
            finally:
                cloud.down()


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    ran = subprocess.run(command, cwd=paths.root(), capture_output=True, text=True)  # noqa: PLW1510 - our own; asserted
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return time.perf_counter() - start
