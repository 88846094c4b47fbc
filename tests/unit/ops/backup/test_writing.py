"""An unfinished backup is nobody else's, and goes on where it stopped, wherever that was."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from ops.backup.writing import BackupWriter
from ops.errors import OpsError, RefusedError
from tests.unit.ops.backup.files import HEADER, PASSPHRASE, STEPS, read, write


def begun(path: Path, steps: int = 2) -> bytes:
    """Write some steps, stop, and return what is there."""
    with BackupWriter(path, HEADER) as writer:
        writer.begin(PASSPHRASE, lambda _: None)
        for step in STEPS[:steps]:
            writer.add(step)
    return part(path).read_bytes()


def part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def go_on(path: Path, passphrase: str = PASSPHRASE) -> list[object]:
    """Write the other steps, and return what was there."""
    found: list[object] = []
    with BackupWriter(path, replace(HEADER, salt="11" * 16)) as writer:
        writer.begin(passphrase, found.append)
        for step in STEPS[len(found) :]:
            writer.add(step)
        writer.finish(None)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def test_it_has_its_name_only_when_it_is_whole(path: Path) -> None:
    begun(path)
    assert not path.exists()
    assert stat.S_IMODE(part(path).stat().st_mode) == 0o600
    assert go_on(path) == STEPS[:2]
    assert not part(path).exists()
    assert read(path) == STEPS


def test_it_goes_on_wherever_it_was_cut(path: Path) -> None:
    whole = begun(path, 3)
    beginning = len(HEADER.written())
    for length in range(beginning, len(whole), 11):
        part(path).write_bytes(whole[:length])
        go_on(path)
        assert read(path) == STEPS
        path.unlink()


def test_what_a_power_cut_has_left_at_the_end_is_cut_off(path: Path) -> None:
    whole = begun(path, 2)
    part(path).write_bytes(whole[:-40] + bytes(40) + bytes(4096))
    assert go_on(path) == STEPS[:1]
    assert read(path) == STEPS


def test_one_that_was_finished_and_not_named_yet_goes_on_too(path: Path) -> None:
    write(path)
    path.rename(part(path))
    assert go_on(path) == STEPS
    assert read(path) == STEPS


def test_another_passphrase_touches_nothing(path: Path) -> None:
    before = begun(path)
    with pytest.raises(RefusedError, match="another passphrase"):
        go_on(path, PASSPHRASE.upper())
    assert part(path).read_bytes() == before


def test_a_file_that_is_there_stays(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(RefusedError, match="is there already"):
        BackupWriter(path, HEADER)
    assert (path.read_text(), part(path).exists()) == ("mine", False)


def test_a_file_that_appears_meanwhile_stays(path: Path) -> None:
    with BackupWriter(path, HEADER) as writer:
        writer.begin(PASSPHRASE, lambda _: None)
        path.write_text("mine")
        with pytest.raises(OpsError, match="appeared meanwhile"):
            writer.finish(None)
    assert path.read_text() == "mine"
    path.unlink()
    go_on(path)
    assert read(path) == STEPS


def test_nothing_is_left_of_one_that_was_never_begun(path: Path) -> None:
    with BackupWriter(path, HEADER):
        pass
    assert list(path.parent.iterdir()) == []


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine")
    part(path).symlink_to(tmp_path / "other")
    with pytest.raises(RefusedError, match="cannot be written"):
        BackupWriter(path, HEADER)
    assert (tmp_path / "other").read_text() == "mine"
    part(path).unlink()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(RefusedError, match="is there already"):
        BackupWriter(path, HEADER)


def test_what_is_no_file_is_refused(path: Path) -> None:
    os.mkfifo(part(path))
    with pytest.raises(RefusedError, match="it is no file"):
        BackupWriter(path, HEADER)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="No such file"):
        BackupWriter(tmp_path / "none" / "backup", HEADER)


def test_two_exports_do_not_write_one_file(path: Path) -> None:
    with (
        BackupWriter(path, HEADER),
        pytest.raises(RefusedError, match="another export writes"),
    ):
        BackupWriter(path, HEADER)


def test_an_open_mode_is_closed(path: Path) -> None:
    begun(path)
    part(path).chmod(0o644)
    go_on(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_none_of_ours_is_left_alone(path: Path) -> None:
    part(path).write_text("mine")
    with pytest.raises(OpsError, match="no backup"):
        BackupWriter(path, HEADER)
    assert part(path).read_text() == "mine"
