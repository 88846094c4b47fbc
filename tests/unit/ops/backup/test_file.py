"""A backup is read as it was written, by its passphrase, and nothing else is read as one."""

import hashlib
import json
import os
import stat
import struct
from pathlib import Path

import pytest

from ops.backup.header import MAGIC, MOST_BYTES
from ops.backup.reading import opened
from ops.backup.sealing import CHECKSUM_BYTES, Seal
from ops.errors import OpsError, RefusedError
from tests.unit.ops.backup.files import (
    HEADER,
    PASSPHRASE,
    STEPS,
    page,
    read,
    record,
    with_checksum,
    write,
)


def test_what_was_written_is_read(backup: Path) -> None:
    assert read(backup) == STEPS
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["backup"]


def test_nothing_of_a_user_can_be_read_without_the_passphrase(backup: Path) -> None:
    content = backup.read_bytes()
    for secret in (b"User 1", b"+490000", b"CONFIRMED", b"admins", b"00000001"):
        assert secret not in content


def test_characters_may_be_composed_otherwise(tmp_path: Path) -> None:
    composed = "five words at the caf\N{LATIN SMALL LETTER E WITH ACUTE}"
    path = write(tmp_path / "backup", passphrase=composed)
    assert read(path, "five words at the cafe\N{COMBINING ACUTE ACCENT}") == STEPS


def test_a_lone_surrogate_of_an_attribute_survives(tmp_path: Path) -> None:
    steps = [page(record(1, username="\ud800"))]
    assert read(write(tmp_path / "backup", steps)) == steps


def test_another_passphrase_opens_nothing(backup: Path) -> None:
    with pytest.raises(RefusedError, match="not the passphrase"):
        read(backup, PASSPHRASE.title())


def _headed(text: bytes, length: int | None = None) -> bytes:
    size = struct.pack(">H", len(text) if length is None else length)
    return with_checksum(MAGIC + size + text + bytes(CHECKSUM_BYTES))


KEPT = {"version": 1, **vars(HEADER)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no backup"),
        (b"user-pool-backup", "no backup"),
        (b"PK\3\4" + bytes(100), "no backup"),
        (_headed(json.dumps({**KEPT, "version": 2}).encode()), "version 2"),
        (_headed(b'{"version": 2}'), "version 2"),
        (_headed(json.dumps(KEPT).encode(), MOST_BYTES + 1), "damaged at its beginning"),
        (_headed(b"[" * MOST_BYTES), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "stage": "../dev"}).encode()), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "stage": "\x1b[2J"}).encode()), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "salt": "00"}).encode()), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "cost": 1}).encode()), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "version": 0}).encode()), "damaged at its beginning"),
        (_headed(json.dumps({**KEPT, "began": "-" * 25}).encode()), "damaged at its beginning"),
    ],
)
def test_what_is_no_backup_or_a_later_one_is_told(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "backup"
    path.write_bytes(content)
    with pytest.raises(OpsError, match=says), opened(path):
        pass


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="name a backup"), opened(tmp_path / "none"):
        pass


def test_a_page_that_nobody_could_have_exported_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "backup", [{**page(), "records": [{**record(1), "password": "x"}]}])
    with pytest.raises(OpsError, match="does not know"):
        read(path)


def test_no_two_frames_have_one_nonce() -> None:
    """Not even the same number, written again after an interruption."""
    seal = Seal(PASSPHRASE, salt=bytes(16), header=b"")
    assert len({seal.close(1, "page", last=False) for _ in range(100)}) == 100


def test_a_key_costs_what_owasp_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    asked: dict[str, int] = {}

    def scrypt(_: bytes, **parameters: int) -> bytes:
        asked.update(parameters)
        return bytes(32)

    monkeypatch.setattr(hashlib, "scrypt", scrypt)
    Seal(PASSPHRASE, salt=os.urandom(16), header=b"")
    assert (asked["n"], asked["r"], asked["p"]) == (2**17, 8, 1)
