"""What `make deploy` and its like run."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.unit.test_makefile import make as plain_make

ROOT = Path(__file__).parents[4]


def stub(directory: Path, name: str, exit_code: str) -> None:
    """Put a command on the path that writes down how it was called."""
    script = directory / name
    script.write_text(f'#!/bin/sh\necho {name} "$@" >> {directory}/calls\n{exit_code}\n')
    script.chmod(0o755)


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Run a target of the Makefile with stubs of all that it calls; gives exit code and calls."""
    make_ = shutil.which("make")
    assert make_, "make is what this project runs on"
    text = (ROOT / "Makefile").read_text()
    # The stubs before everything.
    text = text.replace("$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin", str(tmp_path))
    (tmp_path / "Makefile").write_text(text)

    def run(*arguments: str, refuse: str = "nothing") -> tuple[int, list[str]]:
        for name in ("cdk", "python"):
            stub(tmp_path, name, f'case "$*" in *{refuse}*) exit 2;; esac')
        environment = {"PATH": os.environ["PATH"]}
        code = subprocess.run(
            [make_, "-s", "PYTHON=true", *arguments], cwd=tmp_path, env=environment, check=False
        ).returncode
        calls = (tmp_path / "calls").read_text().splitlines()
        (tmp_path / "calls").unlink()
        return code, calls

    return run


@pytest.mark.parametrize("command", ["bootstrap", "diff", "deploy", "destroy"])
def test_what_reaches_a_stage_is_one_command(make: Any, command: str) -> None:
    assert make(command, "STAGE=prod") == (0, [f"python -m ops {command} --stage prod"])


@pytest.mark.parametrize("word", ["1", "yes", "true"])
def test_yes_is_said_in_three_ways(make: Any, word: str) -> None:
    said = [f"{name}={word}" for name in ("ALLOW_CLIENT_BREAK", "YES", "CLEAN")]
    assert make("deploy", *said) == (
        0,
        ["python -m ops deploy --stage dev --allow-client-break --yes --clean"],
    )


@pytest.mark.parametrize("word", ["0", "no", "false", ""])
def test_no_is_said_in_four(make: Any, word: str) -> None:
    said = [f"{name}={word}" for name in ("ALLOW_CLIENT_BREAK", "YES", "CLEAN")]
    assert make("deploy", *said) == (0, ["python -m ops deploy --stage dev"])


@pytest.mark.parametrize("word", ["maybe", "0 1", "no yes"])
def test_anything_else_is_neither(word: str) -> None:
    code, _, error = plain_make("-n", "deploy", f"ALLOW_CLIENT_BREAK={word}")
    assert code == 2
    assert error.endswith(
        f'ALLOW_CLIENT_BREAK is 1 or 0 (yes or no, true or false), and not "{word}".  Stop.\n'
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "python -m ops contract"), (["STAGE=prod"], "python -m ops contract prod")],
)
def test_make_contract_begins_none_unless_a_stage_is_named(
    make: Any, arguments: list[str], said: str
) -> None:
    assert make("contract", *arguments) == (0, [said])
