"""One MiniStack process: start it, know it again, stop exactly it."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from ..deployment.environment import HOST
from ..deployment.interruption import held_back
from ..errors import OpsError, RefusedError

START_SECONDS = 60
ANSWER_SECONDS = 5
POLL_SECONDS = 0.05
_PROGRAM = Path(__file__).resolve().with_name("served.py")


class Emulator:
    """MiniStack on one port, with its files in one directory.

    The process holds a lock on its pid file for as long as it lives (the kernel drops it with the
    process), so neither a stale file nor a pid that another program got can be taken for it. What
    it knows lives in its memory: when it ends, its stacks and users are gone.

    Attributes:
        endpoint: The base URL for AWS clients.
        home: What exists only while it runs: pid file, temporary files, the notes of `up`.
        log: What it said; outlives it.
    """

    def __init__(self, port: int, state: Path) -> None:
        self.port = port
        self.endpoint = f"http://{HOST}:{port}"
        self.home = state / "ministack"
        self.log = state / "ministack.log"
        self._pid_file = self.home / "pid"
        self._process: subprocess.Popen[bytes] | None = None

    def pid(self) -> int | None:
        """Return the process id, or None when it does not run."""
        try:
            with self._pid_file.open() as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return int(file.read() or 0) or None  # empty for an instant, while it starts
        except FileNotFoundError:
            pass
        return None

    def died(self) -> bool:
        """Tell whether it ended without `stop`."""
        return self.home.exists() and self.pid() is None

    def started(self) -> float:
        """Return when it was started, in seconds since the epoch."""
        return self._pid_file.stat().st_mtime

    def answers(self) -> bool:
        """Tell whether a MiniStack that checks credentials answers on the port."""
        connection = HTTPConnection(HOST, self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/_ministack/health")
            return bool(json.load(connection.getresponse())["auth"] == "enabled")
        except (OSError, HTTPException, ValueError, LookupError, TypeError):
            return False
        finally:
            connection.close()

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            RefusedError: The port is taken, or may not be used.
            OpsError: It ended, or did not answer in time; then it no longer runs.
        """
        self.stop()  # removes what one that died has left
        _refuse_a_taken_port(self.port)
        temporary = self.home / "tmp"
        temporary.mkdir(parents=True)
        try:
            with (
                held_back(),
                self._pid_file.open("w") as lock,
                self.log.open("w") as log,
            ):
                fcntl.flock(lock, fcntl.LOCK_EX)
                self._process = subprocess.Popen(
                    # By its path, for it starts in a folder of its own; -P: with none but installed
                    # modules to find.
                    [sys.executable, "-P", str(_PROGRAM)],
                    cwd=self.home,
                    env=_environment(self.port, temporary),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    # Its Lambda workers are its group; Ctrl-C is not for it.
                    start_new_session=True,
                    pass_fds=[lock.fileno()],
                )
                lock.write(str(self._process.pid))
            self._wait(self._process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> bool:
        """Stop it with its Lambda workers and remove its files; tell whether it ran."""
        pid = self.pid()
        if pid:
            # Killed, not asked: all it has is memory, and nothing of that is to be saved.
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            while self.pid():
                time.sleep(POLL_SECONDS)
        if self._process:
            self._process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
        return pid is not None

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if process.poll() is not None:
                said = self.log.read_text(errors="replace").strip().splitlines()
                raise OpsError(
                    f"MiniStack ended while it started: {said[-1] if said else 'it said nothing'} "
                    f"(all of it: {self.log}). `make clean` and `make local` install it anew."
                )
            if time.monotonic() > deadline:
                raise OpsError(
                    f"MiniStack did not answer on port {self.port} within {START_SECONDS} seconds; "
                    f"read {self.log} and run `make local` again."
                )
            time.sleep(POLL_SECONDS)


def free_port() -> int:
    """Return a port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _refuse_a_taken_port(port: int) -> None:
    """Raise RefusedError unless this user can listen on the port and nobody does."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            raise RefusedError(
                f"port {port} of {HOST} cannot be used ({error.strerror}): stop the program that "
                "listens there, or choose another port, as in `make local LOCAL_PORT=4599`."
            ) from error


def _environment(port: int, temporary: Path) -> dict[str, str]:
    """Return all that MiniStack may see: nothing of the user's, and no Docker."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "TMPDIR": str(temporary),
        # Its keys sign every token: not in /tmp, where it would leave them to the next one.
        "STATE_DIR": str(temporary),
        "AUTH": "true",
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "false",
        "SFTP_ENABLED": "false",
        # Without this it would use, and clean, the user's Docker where there is one.
        "DOCKER_HOST": f"unix://{temporary}/no-docker",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
