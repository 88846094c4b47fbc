"""`up` and `down`: what goes wrong is one sentence, and nothing of it is left running."""

import fcntl
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ops.deployment import paths
from ops.errors import OpsError, RefusedError
from ops.local import cdk
from ops.local.cloud import LocalCloud
from ops.local.emulator import Emulator, free_port


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[LocalCloud]:
    """A cloud that does not run yet, and does not run any more after the test."""
    cloud = LocalCloud(free_port(), state=tmp_path, outputs_file=tmp_path / "outputs/local.json")
    yield cloud
    cloud.down()


def test_a_failing_cli_is_quoted_and_what_was_started_is_stopped(
    cloud: LocalCloud, cli: Callable[[str], None]
) -> None:
    cli("echo the bucket is on fire; exit 1")
    with pytest.raises(OpsError, match=r"`cdk bootstrap` failed(.|\n)*the bucket is on fire"):
        cloud.up()
    assert cloud.emulator.pid() is None
    assert not cloud.outputs_file.exists()


def test_a_stage_that_the_app_refuses_is_told_in_its_words_alone(
    cloud: LocalCloud, cli: Callable[[str], None]
) -> None:
    cli("echo Error: stages.py:7: a word; echo 'python3 app.py: Subprocess exited'; exit 1")
    with pytest.raises(RefusedError, match=r"^stages\.py:7: a word$"):
        cloud.up()


def test_what_ran_before_a_failing_run_goes_on_running(
    cloud: LocalCloud, cli: Callable[[str], None]
) -> None:
    cli("exit 1")
    cloud.emulator.start()
    with pytest.raises(OpsError):
        cloud.up()
    assert cloud.emulator.answers()


def test_an_emulator_that_ends_in_the_middle_is_told(
    cloud: LocalCloud, cli: Callable[[str], None]
) -> None:
    cli(f"kill -9 $(cat {cloud.emulator.home}/pid); exit 1")
    cloud.emulator.start()
    with pytest.raises(OpsError, match=r"MiniStack stopped answering in the middle"):
        cloud.up()


def test_an_emulator_that_does_not_answer_is_told_and_left(
    cloud: LocalCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.emulator.start()
    monkeypatch.setattr("ops.local.emulator.ANSWER_SECONDS", 0.2)
    pid = cloud.emulator.pid()
    assert pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(OpsError, match=r"does not answer: stop it with `make local-down`"):
        cloud.up()
    assert cloud.emulator.pid() == pid


def test_a_port_that_another_program_has_is_refused(
    cloud: LocalCloud, cli: Callable[[str], None], tmp_path: Path
) -> None:
    cli("sleep 60")
    other = Emulator(cloud.emulator.port, tmp_path / "other clone")
    other.home.parent.mkdir()
    other.start()
    try:
        with pytest.raises(RefusedError, match=r"LOCAL_PORT"):
            cloud.up()
        assert other.answers()
    finally:
        other.stop()


def test_a_second_run_at_the_same_time_is_refused(cloud: LocalCloud, tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RefusedError, match=r"another `make local` is still at work"):
            cloud.up()


def test_a_cli_that_outlives_a_killed_run_still_keeps_a_second_one_out(
    cloud: LocalCloud, cli: Callable[[str], None], tmp_path: Path
) -> None:
    cli("sleep 60")
    lock = (tmp_path / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    with cdk.Cdk(tmp_path, lock=lock.fileno(), verbose=False).running("synth"):
        lock.close()
        with pytest.raises(RefusedError):
            cloud.up()


def test_an_interrupted_cli_is_ended(cli: Callable[[str], None], tmp_path: Path) -> None:
    cli("sleep 60")
    with (tmp_path / "lock").open("w") as lock:
        runner = cdk.Cdk(tmp_path, lock=lock.fileno(), verbose=False)
        with pytest.raises(KeyboardInterrupt), runner.running("synth") as run:
            raise KeyboardInterrupt
    assert run._process.poll() == -signal.SIGTERM


def test_a_missing_cli_is_told_before_anything_starts(
    cloud: LocalCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "cdk_cli", lambda: tmp_path / "none")
    with pytest.raises(OpsError, match=r"CDK CLI is not installed"):
        cloud.up()
    assert not cloud.emulator.home.exists()


@pytest.mark.parametrize(("ours", "left"), [(True, False), (False, True)])
def test_down_removes_the_outputs_of_its_own_cloud_only(
    cloud: LocalCloud, *, ours: bool, left: bool
) -> None:
    endpoint = cloud.emulator.endpoint if ours else "http://127.0.0.1:1"
    cloud.outputs_file.parent.mkdir()
    cloud.outputs_file.write_text(json.dumps({"api": {"ApiUrl": f"{endpoint}/v1/"}}))
    cloud.down()
    assert cloud.outputs_file.exists() == left


@pytest.mark.parametrize("text", ['{"a": ', "[]", '{"x": 3}', '{"x": {"ApiUrl": 3}}'])
def test_down_stops_it_in_spite_of_outputs_that_cannot_be_read(
    cloud: LocalCloud, text: str
) -> None:
    cloud.outputs_file.parent.mkdir()
    cloud.outputs_file.write_text(text)
    cloud.emulator.start()
    with pytest.raises(OpsError, match=r"local\.json is not an outputs file .*: delete it"):
        cloud.down()
    assert cloud.emulator.pid() is None
    cloud.outputs_file.unlink()  # for the fixture's `down`
