"""The real CDK CLI, run quietly: its words are shown when it fails, or with V=1."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ops.errors import OpsError
from ops.local.environment import ROOT

CLI = ROOT / "node_modules/.bin/cdk"
TAIL_LINES = 25
TICK_SECONDS = 2


class CdkRun:
    """One run of the CLI, in the background until `finish`."""

    def __init__(self, *arguments: str, cwd: Path, log: Path, verbose: bool) -> None:
        self._name, self._log, self._verbose = arguments[0], log, verbose
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [CLI, *arguments, "--no-notices"],
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=None if verbose else output,
                stderr=None if verbose else subprocess.STDOUT,
                start_new_session=True,  # the app and its Node end with it
            )

    def finish(self) -> None:
        """Wait for the end, with a dot now and then.

        Raises:
            OpsError: The CLI failed; with the end of what it said.
        """
        while True:
            try:
                code = self._process.wait(TICK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
        if code:
            said = "" if self._verbose else _tail(self._log)
            raise OpsError(
                f"`cdk {self._name}` failed; mend what it says and run `make local` again "
                f"(V=1 shows all of it as it happens).{said}"
            )

    def kill(self) -> None:
        """End it, and what it started, if it still runs."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@contextmanager
def cdk(*arguments: str, cwd: Path = ROOT, log: Path, verbose: bool = False) -> Iterator[CdkRun]:
    """Run `cdk <arguments>` while the block runs; what is left of it then ends with the block.

    Raises:
        OpsError: The CLI is not installed.
    """
    if not CLI.exists():
        raise OpsError("the CDK CLI is not installed (no node_modules): run `make local`.")
    run = CdkRun(*arguments, cwd=cwd, log=log, verbose=verbose)
    try:
        yield run
    finally:
        run.kill()


def _tail(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return "".join(f"\n  | {line}" for line in lines[-TAIL_LINES:])
