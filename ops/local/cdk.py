"""The real CDK CLI, run quietly: its words are shown when it fails, or with V=1."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..deployment import cdk
from ..deployment.assembly import refuse_what_the_app_refuses
from ..errors import OpsError

TAIL_LINES = 25
TICK_SECONDS = 2


class CdkRun:
    """One run of the CLI, in the background until `finish`."""

    def __init__(self, process: subprocess.Popen[bytes], name: str, log: Path | None) -> None:
        self._process, self._name, self._log = process, name, log

    def finish(self) -> None:
        """Wait for the end, with a dot now and then.

        Raises:
            RefusedError: the CDK app refuses the stage.
            OpsError: The CLI failed; with the end of what it said.
        """
        while True:
            try:
                code = self._process.wait(TICK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
        if code:
            said = self._log.read_text(errors="replace") if self._log else ""
            refuse_what_the_app_refuses(said)
            raise OpsError(
                f"`cdk {self._name}` failed: mend what it says and run `make local` again (with "
                f"V=1 to see all of it as it happens).{_tail(said)}"
            )


class Cdk:
    """The CLI, for one operation on a local cloud.

    Args:
        logs: the directory for what it says, a file for each of its commands.
        lock: a file descriptor that it keeps open while it works, so that a lock outlives this
            process where that is killed.
        verbose: let it speak to the terminal instead.

    Raises:
        OpsError: The CLI is not installed.
    """

    def __init__(self, logs: Path, *, lock: int, verbose: bool) -> None:
        cdk.installed_cli()
        self._logs, self._lock, self._verbose = logs, lock, verbose

    @contextmanager
    def running(self, *arguments: str, cwd: Path | None = None) -> Iterator[CdkRun]:
        """Run `cdk <arguments>` beside the block; it ends with the block at the latest."""
        log = self._logs / f"{arguments[0]}.log"
        with (
            log.open("wb") as said,
            cdk.running(
                *arguments,
                cwd=cwd,
                output=None if self._verbose else said,
                kept_open=[self._lock],
            ) as process,
        ):
            yield CdkRun(process, arguments[0], None if self._verbose else log)

    def run(self, *arguments: str, cwd: Path | None = None) -> None:
        """Run `cdk <arguments>` to its end.

        Raises:
            OpsError: The CLI failed.
        """
        with self.running(*arguments, cwd=cwd) as run:
            run.finish()


def _tail(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return "".join(f"\n  | {line}" for line in lines[-TAIL_LINES:])
