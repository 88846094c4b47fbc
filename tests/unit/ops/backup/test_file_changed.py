"""A backup that was damaged, cut short or changed by somebody is found out."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.backup.reading import opened
from ops.backup.sealing import CHECKSUM_BYTES
from ops.errors import OpsError, RefusedError
from tests.unit.ops.backup.files import (
    HEADER,
    read,
    with_checksum,
    write,
)


def frames(content: bytes) -> list[bytes]:
    """Return the beginning, each frame, and the checksum."""
    start = len(HEADER.written())
    parts, at = [content[:start]], start
    while at < len(content) - CHECKSUM_BYTES:
        (length,) = struct.unpack(">I", content[at + 1 : at + 5])
        parts.append(content[at : at + 5 + length])
        at += 5 + length
    return [*parts, content[at:]]


def test_a_damaged_copy_is_told_without_the_passphrase(backup: Path) -> None:
    content = backup.read_bytes()
    for at in range(0, len(content), 7):
        backup.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(OpsError, match=r"damaged|no backup|version"), opened(backup):
            pass


def test_a_copy_that_ends_early_or_late_is_told(backup: Path) -> None:
    content = backup.read_bytes()
    for length in range(0, len(content), 5):
        backup.write_bytes(content[:length])
        with pytest.raises(OpsError, match=r"damaged|no backup"), opened(backup):
            pass
    backup.write_bytes(content + b"\0")
    with pytest.raises(OpsError, match="damaged"), opened(backup):
        pass


def _without_one(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], *parts[4:]]


def _exchanged(parts: list[bytes]) -> list[bytes]:
    return [*parts[:2], parts[3], parts[2], *parts[4:]]


def _doubled(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], parts[2], *parts[3:]]


def _cut(parts: list[bytes]) -> list[bytes]:
    return [*parts[:4], parts[-1]]


def _cut_and_called_last(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], b"\1" + parts[3][1:], parts[-1]]


def _longer(parts: list[bytes]) -> list[bytes]:
    return [*parts[:-1], parts[-2], parts[-1]]


def _flipped(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], parts[3][:-1] + bytes([parts[3][-1] ^ 1]), *parts[4:]]


def _huge(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], b"\0\xff\xff\xff\xff" + parts[3][5:], *parts[4:]]


def _of_no_kind(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], b"\2" + parts[3][1:], *parts[4:]]


@pytest.mark.parametrize(
    "change",
    [
        _without_one,
        _exchanged,
        _doubled,
        _cut,
        _cut_and_called_last,
        _longer,
        _flipped,
        _huge,
        _of_no_kind,
    ],
)
def test_whoever_changes_it_and_mends_the_checksum_is_found_out(
    backup: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    parts = frames(backup.read_bytes())
    backup.write_bytes(with_checksum(b"".join(change(parts))))
    with pytest.raises(OpsError, match="somebody has changed it"):
        read(backup)


def test_a_header_that_was_changed_opens_no_frame(backup: Path) -> None:
    content = backup.read_bytes()
    assert b'"stage": "dev"' in content
    backup.write_bytes(with_checksum(content.replace(b'"stage": "dev"', b'"stage": "prd"')))
    with pytest.raises(RefusedError, match="not the passphrase"):
        read(backup)


def test_a_frame_of_another_backup_under_the_same_key_does_not_fit(
    tmp_path: Path, backup: Path
) -> None:
    later = HEADER.__class__(**{**vars(HEADER), "began": "2026-11-27T12:00:00+00:00"})
    other = frames(write(tmp_path / "other", header=later).read_bytes())
    parts = frames(backup.read_bytes())
    backup.write_bytes(with_checksum(b"".join([*parts[:3], other[3], *parts[4:]])))
    with pytest.raises(OpsError, match="somebody has changed it"):
        read(backup)
