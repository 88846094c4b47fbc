"""MiniStack is started, known again and stopped as exactly one process, or refused in words."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.environment import HOST
from ops.errors import OpsError, RefusedError
from ops.local import emulator as module
from ops.local.emulator import Emulator, free_port


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    """An emulator that does not run yet, and does not run any more after the test."""
    emulator = Emulator(free_port(), tmp_path)
    yield emulator
    emulator.stop()


def program(path: Path, script: str) -> str:
    """Write an executable shell script and return its path."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_it_answers_once_started_and_is_gone_once_stopped(emulator: Emulator) -> None:
    emulator.start()
    assert emulator.pid()
    assert emulator.answers()
    assert emulator.stop()
    assert emulator.pid() is None
    assert not emulator.answers()
    assert not emulator.home.exists()
    assert not emulator.stop()


def test_it_is_known_again_by_another_process(emulator: Emulator, tmp_path: Path) -> None:
    emulator.start()
    assert Emulator(emulator.port, tmp_path).pid() == emulator.pid()


def test_it_listens_on_loopback_only(emulator: Emulator) -> None:
    emulator.start()
    listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
    addresses = [line.split()[1] for line in listening.splitlines()[1:]]
    ours = {a.split(":")[0] for a in addresses if int(a.split(":")[1], 16) == emulator.port}
    assert ours <= {"0100007F"}


@pytest.mark.parametrize("address", [HOST, "0.0.0.0"])  # noqa: S104 - a listener of the user's
def test_a_busy_port_is_refused_with_the_remedy(emulator: Emulator, address: str) -> None:
    refused = pytest.raises(RefusedError, match=rf"port {emulator.port} .*LOCAL_PORT")
    with socket.create_server((address, emulator.port)), refused:
        emulator.start()
    assert not emulator.home.exists()


def test_a_pid_that_another_program_got_is_left_alone(emulator: Emulator) -> None:
    with subprocess.Popen(["/bin/sleep", "60"]) as bystander:
        emulator.home.mkdir()
        (emulator.home / "pid").write_text(str(bystander.pid))
        assert emulator.died()
        assert not emulator.stop()
        assert bystander.poll() is None
        bystander.kill()


def test_an_interruption_of_its_start_leaves_none_behind(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs, and its number is not written down yet."""

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **settings: Any) -> None:
            super().__init__(*arguments, **settings)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        emulator.start()
    assert emulator.pid() is None
    assert not emulator.home.exists()


def test_it_starts_anew_where_the_last_one_died(emulator: Emulator) -> None:
    emulator.start()
    first = emulator.pid()
    assert first
    os.kill(first, signal.SIGKILL)
    while not emulator.died():
        time.sleep(0.01)
    emulator.start()
    assert emulator.pid() not in (None, first)


def test_one_that_ends_while_it_starts_is_told_with_its_last_words(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "python", "echo no memory; exit 1"))
    with pytest.raises(OpsError, match=r"ended while it started: no memory"):
        emulator.start()
    assert not emulator.home.exists()


def test_one_that_never_answers_is_stopped(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "python", "exec sleep 60"))
    monkeypatch.setattr(module, "START_SECONDS", 0.2)
    with pytest.raises(OpsError, match=r"did not answer"):
        emulator.start()
    assert emulator._process is not None
    assert emulator._process.poll() is not None
