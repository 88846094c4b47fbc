"""What a backup of many users takes, in multiples of what one of few takes: the memory stays."""

import subprocess
import sys

FEW, MANY = 1_000, 100_000
LIMIT = 1.2
OURS = """
import resource, sys, tempfile
from pathlib import Path
import ops
from tests.unit.ops.backup.endless import back_up
with tempfile.TemporaryDirectory() as folder:
    back_up(int(sys.argv[1]), Path(folder) / "backup")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    name = f"backup: memory for {MANY:,} users / for {FEW:,}"
    return [(name, _peak(MANY) / _peak(FEW), LIMIT)]


def _peak(users: int) -> int:
    done = subprocess.run(
        [sys.executable, "-c", OURS, str(users)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return int(done.stdout.splitlines()[-1])
