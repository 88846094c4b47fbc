"""A program, run quietly; one that asks a server which never answers is not waited for."""

import os
import re
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

# A dead server is told within 15 seconds, on a machine that has not more to do than it can.
PATIENCE_SECONDS = 10


class ProgramError(Exception):
    """A program failed.

    Attributes:
        said: all of its output.
        silent: it was ended, for no server had answered it in time.
    """

    def __init__(self, said: str, *, silent: bool) -> None:
        super().__init__(said)
        self.said, self.silent = said, silent


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    folder: Path = Path(),
    answered: str | None = None,
) -> str:
    """Run a program to its end and return what it said.

    Args:
        command: the program's path, and its arguments.
        env: its whole environment.
        folder: where it works.
        answered: a pattern of what it says once a server has answered. Then it may take as long as
            the download does; before, as long as `_patience` says. The time limits of the programs
            themselves cannot tell a slow server from a dead one.

    Raises:
        ProgramError: it failed, or had no answer in time.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        said, had_answer = _listen(process, answered)
    if process.returncode:
        raise ProgramError(said, silent=process.returncode < 0 and not had_answer)
    return said


def _listen(process: subprocess.Popen[str], answered: str | None) -> tuple[str, bool]:
    """Read to the end; kill the process when it had no answer in time. Gives whether it had."""
    watch = threading.Timer(_patience(), process.kill)
    if answered:
        watch.start()
    said, had_answer = "", answered is None
    for line in process.stdout or ():
        said += line
        if answered and not had_answer and re.search(answered, line):
            had_answer = True
            watch.cancel()
    watch.cancel()
    return said, had_answer


def _patience() -> float:
    """Return after how many seconds without an answer a server is dead.

    Where processes wait for a CPU, it is the program that has not asked yet.
    """
    return PATIENCE_SECONDS * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def inherited() -> dict[str, str]:
    """Return this process's environment with the tools of .venv first, and byte code written."""
    tools = str(Path(".venv/bin").absolute())
    path = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": path}
