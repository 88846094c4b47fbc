"""Every line of the table of commands is a command, and they share their conventions."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ops.__main__ import COMMANDS, main

PROJECT = Path(__file__).parents[3]
WITH_STAGE = (
    "account",
    "bootstrap",
    "deploy",
    "destroy",
    "diff",
    "doctor",
    "guard",
    "permissions",
    "protect",
    "settings",
)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_runs_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(import_module(COMMANDS[name][0], "ops").run)
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    shown = "settings" if name == "outputs" else name
    assert capsys.readouterr().out.startswith(f"usage: python -m ops {shown}")


@pytest.mark.parametrize("name", WITH_STAGE)
def test_a_name_that_no_stage_has_is_refused_in_one_sentence(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--stage", "../dev"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "error: A stage's name is small letters, digits and hyphens, such as `dev`.\n"
    )


def test_the_package_works_under_another_name(tmp_path: Path) -> None:
    """As a wheel holds it, with nothing of this project around."""
    (tmp_path / "phone_auth").mkdir()
    (tmp_path / "phone_auth/ops").symlink_to(PROJECT / "ops")
    done = subprocess.run(
        [sys.executable, "-m", "phone_auth.ops", "guard", "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("usage: python -m phone_auth.ops guard")


@pytest.mark.parametrize("full", [False, True], ids=["closed-pipe", "full-disk"])
def test_an_output_that_nobody_takes_is_no_traceback(full: bool) -> None:
    """As behind `| head -1`, and on a disk that is full; Python writes what is left at its end."""
    reader, writer = os.pipe()
    os.close(reader)
    output = os.open("/dev/full", os.O_WRONLY) if full else writer
    done = subprocess.run(
        [sys.executable, "-m", "ops", "support", "--help"],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    for end in {output, writer}:
        os.close(end)
    assert done.returncode == 1
    assert done.stderr == ("error: No space left on device: mend that first.\n" if full else "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_standard_stream_is_no_traceback(closed: str, tmp_path: Path) -> None:
    """As below a daemon: what asks at a terminal has none, and no file takes a stream's number."""
    script = f"""
import sys
from ops import __main__
from ops.deployment.terminal import agreed

class Asks:
    @staticmethod
    def run(arguments):
        print("asked", flush=True)
        with open({str(tmp_path / "said")!r}, "w") as said:
            print(agreed("sure?"), said.fileno() > 2, file=said)

__main__.import_module = lambda *_: Asks
sys.exit(__main__.main(["support"]))
"""
    command = f'"$0" -c "$1" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, script],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "said").read_text() == "False True\n"


def test_no_argument_is_taken_by_its_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["destroy", "--stage", "dev", "--y"])
    assert "unrecognized arguments: --y" in capsys.readouterr().err


def test_a_signal_at_the_very_end_does_not_change_the_exit_code() -> None:
    script = """
import atexit, signal, sys
from ops import __main__
atexit.register(lambda: signal.raise_signal(signal.SIGTERM))
__main__.main = lambda: 3
sys.exit(__main__._program())
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=False)
    assert done.returncode == 3
