"""The project's CDK CLI, as every command runs it.

It has a session of its own: a Ctrl-C at the terminal reaches this program alone, which then ends
the CLI, and what that started, in its own time.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import OpsError
from . import paths
from .interruption import afterwards, held_back

GRACE_SECONDS = 5


def installed_cli() -> Path:
    """Return where the CLI is.

    Raises:
        OpsError: it is not installed.
    """
    cli = paths.cdk_cli()
    if not cli.exists():
        raise OpsError("the CDK CLI is not installed (no node_modules): run `make local`.")
    return cli


@contextmanager
def running(
    *arguments: str,
    cwd: Path | None = None,
    output: BinaryIO | None = None,
    kept_open: Sequence[int] = (),
    region: str | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `cdk <arguments>` beside the block; it ends with the block at the latest.

    Args:
        arguments: the command and its options.
        cwd: where it works; without it, in the project.
        output: what it says goes there; without it, to the terminal.
        kept_open: file descriptors that it keeps open while it works.
        region: where stacks go that name none; without it, where the CLI's own rules say.

    Raises:
        OpsError: it is not installed.
    """
    process: subprocess.Popen[bytes] | None = None

    def end() -> None:
        if process:
            _end(process)

    with afterwards(end):
        with held_back():
            process = subprocess.Popen(
                [installed_cli(), *arguments, "--no-notices"],
                cwd=cwd or paths.root(),
                env=_environment() | ({"AWS_REGION": region} if region else {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                pass_fds=kept_open,
                start_new_session=True,
            )
        yield process


def run(*arguments: str, region: str, cwd: Path | None = None) -> None:
    """Run `cdk <arguments>` to its end, before the operator's eyes, in exactly this region.

    Raises:
        OpsError: it is not installed, or failed.
    """
    sys.stdout.flush()
    with running(*arguments, cwd=cwd, region=region) as process:
        code = process.wait()
    if code:
        how = f"was ended by signal {-code}" if code < 0 else "failed"
        raise OpsError(f"`cdk {arguments[0]}` {how}: mend what it says and run this again.")


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        # `python3` and `node` of this environment, also where it is not activated.
        "PATH": os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
        ),
        # Node keeps the CLI's compiled code: each start saves about half a second.
        "NODE_COMPILE_CACHE": str(paths.root() / ".venv/.cache/node"),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, with all that it started, and demand it after a while.

    Where a signal has ended it, what it started may still be at work.
    """
    if (process.poll() or 0) >= 0 and process.returncode is not None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        _send(process, number)
        until = time.monotonic() + GRACE_SECONDS
        while _send(process, 0) and time.monotonic() < until:
            time.sleep(0.05)


def _send(process: subprocess.Popen[bytes], number: int) -> bool:
    """Send a signal to it and to all that it started; tell whether any of it was there."""
    process.poll()  # one that has ended and was not looked at is there
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):  # on macOS what has ended is not permitted
        return False
    return True
