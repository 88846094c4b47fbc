"""The CDK CLI ends with the command that runs it, and nothing of it outlives that."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ops.deployment import cdk, paths
from ops.errors import OpsError


def wait_for(file: Path) -> None:
    while not file.exists():
        time.sleep(0.01)


def test_an_interruption_ends_what_the_cli_has_started_too(
    cli: Callable[[str], None], tmp_path: Path
) -> None:
    child = f"trap 'echo > {tmp_path}/ended; exit' TERM; echo > {tmp_path}/up; sleep 30 & wait"
    cli(f"({child}); sleep 30")
    with suppress(KeyboardInterrupt), cdk.running("deploy") as process:
        wait_for(tmp_path / "up")
        raise KeyboardInterrupt
    assert process.poll() == -signal.SIGTERM
    wait_for(tmp_path / "ended")


def test_an_interruption_of_the_start_leaves_no_cli_behind(
    cli: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child is there, and nobody has been told its number yet."""
    started = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **settings: Any) -> None:
            super().__init__(*arguments, **settings)
            started.append(self)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    cli("sleep 30")
    with pytest.raises(KeyboardInterrupt), cdk.running("deploy"):
        pytest.fail("the block began")
    assert started[0].poll() == -signal.SIGTERM


def test_a_cli_that_does_not_end_is_killed(
    cli: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cdk, "GRACE_SECONDS", 0.1)
    cli(f"trap '' TERM; echo > {tmp_path}/up; sleep 30")
    with cdk.running("deploy") as process:
        wait_for(tmp_path / "up")
    assert process.poll() == -signal.SIGKILL


def test_it_reads_nothing_of_the_terminal_and_goes_where_it_is_told(
    cli: Callable[[str], None], capfd: pytest.CaptureFixture[str]
) -> None:
    cli("read answer; echo got $answer in $AWS_REGION")
    cdk.run("deploy", region="eu-west-1")
    assert capfd.readouterr().out == "got in eu-west-1\n"


def test_a_cli_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "cdk_cli", lambda: tmp_path / "none")
    with pytest.raises(OpsError, match="CDK CLI is not installed"):
        cdk.run("diff", region="eu-west-1")


def test_what_a_killed_cli_has_started_ends_too(cli: Callable[[str], None], tmp_path: Path) -> None:
    child = f"trap 'echo > {tmp_path}/ended; exit' TERM; echo > {tmp_path}/up; sleep 30 & wait"
    cli(f"({child}) & while [ ! -e {tmp_path}/up ]; do :; done; kill -9 $$")
    with pytest.raises(OpsError, match="`cdk deploy` was ended by signal 9"):
        cdk.run("deploy", region="eu-west-1")
    wait_for(tmp_path / "ended")


def test_a_second_interruption_does_not_keep_a_cli_that_will_not_end(
    cli: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cdk, "GRACE_SECONDS", 0.3)
    cli(f"trap '' TERM; echo > {tmp_path}/up; sleep 30")
    again = threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT))
    with suppress(KeyboardInterrupt), cdk.running("deploy") as process:
        wait_for(tmp_path / "up")
        again.start()
        raise KeyboardInterrupt
    again.join()
    assert process.poll() == -signal.SIGKILL
