"""Backups of few users, made quickly."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from directory.export import Step
from directory.records import Record
from ops.backup.header import Header
from ops.backup.reading import opened
from ops.backup.writing import BackupWriter

PASSPHRASE = "five random words in a row"
WHEN = "2026-11-26T12:00:00+00:00"
HEADER = Header(
    project="phone-auth",
    stage="dev",
    region="eu-west-1",
    pool_id="eu-west-1_AbCdEfGhI",
    began=WHEN,
    salt="00" * 16,
    second_factors=True,
)


def record(number: int, **members: object) -> Record:
    """Return a confirmed user, with other members where they are named."""
    name = f"{number:08x}-0000-4000-8000-000000000000"
    user = Record(
        username=name,
        attributes={
            "sub": name,
            "name": f"User {number}",
            "phone_number": f"+490000{number:08}",
            "phone_number_verified": "true",
        },
        status="CONFIRMED",
        enabled=True,
        created=WHEN,
        modified=WHEN,
        mfa=[],
        preferred_mfa=None,
        groups=None,
    )
    return Record(**{**user, **members})  # type: ignore[typeddict-item]  # a test's own


def page(*records: Record, after: str | None = None) -> Step:
    """Return a page of users."""
    return Step(kind="users", group=None, records=list(records), after=after)


STEPS = [
    page(record(1), record(2), after="2"),
    page(record(3)),
    Step(kind="members", group="admins", records=[record(2), record(3)], after=None),
    Step(kind="changed", group=None, records=[record(3, groups=["members"])], after=None),
]


def write(
    path: Path,
    steps: Sequence[object] = STEPS,
    *,
    header: Header = HEADER,
    passphrase: str = PASSPHRASE,
) -> Path:
    """Write a whole backup."""
    with BackupWriter(path, header) as writer:
        writer.begin(passphrase, lambda _: None)
        for step in steps:
            writer.add(step)
        writer.finish(None)
    return path


def read(path: Path, passphrase: str = PASSPHRASE) -> list[Step]:
    """Read a whole backup."""
    with opened(path) as backup:
        backup.unlock(passphrase)
        return list(backup.steps())


def with_checksum(content: bytes) -> bytes:
    """Return a content that somebody has changed, with the checksum that belongs to it."""
    body = content[: -hashlib.sha256().digest_size]
    return body + hashlib.sha256(body).digest()
