"""What is missing is installed, with a line for each step; a failure is one sentence."""

from pathlib import Path

import pytest

from toolchain import command
from toolchain.errors import InstallError
from toolchain.steps import Step, take


def test_steps_run_together_and_are_told_with_their_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    steps = [Step(name, (tmp_path / name).touch) for name in ("one", "two")]
    take(steps)
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
    assert capsys.readouterr().out.startswith("  one, two (0.")


def test_nothing_to_do_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    take([])
    assert capsys.readouterr().out == ""


def test_a_failed_step_lets_the_others_end(tmp_path: Path) -> None:
    def fail() -> None:
        raise InstallError("no network")

    with pytest.raises(InstallError, match="no network"):
        take([Step("one", fail), Step("two", (tmp_path / "two").touch)])
    assert (tmp_path / "two").exists()


def test_a_path_that_would_break_path_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root := tmp_path / "a:b").mkdir()
    monkeypatch.chdir(tmp_path)  # main changes the directory
    monkeypatch.setattr(command, "ROOT", root)
    assert command.main(["local"]) == 1
    error = capsys.readouterr().err.strip()
    assert error.startswith("error: the project's path")
    assert "move the project to a path without one" in error
    assert not list(root.iterdir())
