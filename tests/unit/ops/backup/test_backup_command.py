"""Bad input is refused before a cloud is asked; a file is verified without one."""

import sys
from pathlib import Path

import pytest

from ops.__main__ import main
from tests.live.terminal import Lines
from tests.unit.ops.backup.files import PASSPHRASE, write


@pytest.fixture(autouse=True)
def _nowhere(elsewhere: None) -> None:
    """Nothing is deployed, and nobody answers."""


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Lines(lines))


def test_a_file_is_verified_without_a_stage_or_a_cloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "directory.backup")
    typed(monkeypatch, PASSPHRASE)
    assert main(["backup", "verify", "--from", str(file)]) == 0
    told = capsys.readouterr().out
    assert "The directory of stage dev, user pool eu-west-1_AbCdEfGhI" in told
    assert "3 users; 3 can be restored\n" in told
    assert "1 members of admins" in told


@pytest.mark.parametrize("lines", [[], ["another passphrase"]])
def test_without_its_passphrase_a_file_says_nothing(
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = write(tmp_path / "directory.backup")
    typed(monkeypatch, *lines)
    assert main(["backup", "verify", "--from", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "assphrase" in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--stage", "dev"],
        ["import", "--stage", "dev"],
        ["export", "--to", "file"],
        ["verify"],
        ["export", "--stage", "dev", "--to", "file", "--passphrase", "secret"],
        ["import", "--stage", "dev", "--from", "file", "--y"],
        [],
    ],
)
def test_a_line_that_lacks_or_adds_something_is_usage(arguments: list[str]) -> None:
    """A passphrase is no argument: it would stand in the shell's history."""
    with pytest.raises(SystemExit) as ended:
        main(["backup", *arguments])
    assert ended.value.code == 2


def test_an_import_of_no_file_is_refused_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["import", "--stage", "dev", "--from", str(tmp_path / "none")]
    assert main(["backup", *asked]) == 2
    assert "name a backup" in capsys.readouterr().err
