"""A night of the scheduled backup becomes a file that an import reads."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from directory_backup import keeping
from directory_backup.keeping import Folder, Progress
from ops.backup.reading import opened
from ops.backup.writing import BackupWriter
from ops.desk.pool import Pool
from ops.errors import RefusedError
from tests.unit.aws import aws
from tests.unit.ops.backup.files import HEADER, STEPS, page, read, record
from tests.unit.ops.backup.nights import BUCKET, SETTINGS, fetched, keep
from tests.unit.ops.samples import DEV

__all__ = ["aws"]


def test_the_newest_whole_night_becomes_a_file(
    s3: Any, pool: Pool, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for date in ("2026-11-24", "2026-11-25"):
        keep(s3, date)
    keep(s3, "2026-11-26", whole=False)
    fetched(pool, file)
    assert read(file) == STEPS
    with opened(file) as backup:
        header = backup.header
    assert (header.project, header.stage, header.region) == (DEV.project, DEV.stage, DEV.region)
    assert (header.pool_id, header.second_factors) == (HEADER.pool_id, True)
    assert header.began == "2026-11-25T01:00:00+00:00"
    said = capsys.readouterr()
    assert "The night 2026-11-25" in said.out
    assert '"verb": "backup-fetch"' in said.err
    assert "+49151" not in said.out + said.err


def test_a_night_and_a_bucket_can_be_named(s3: Any, file: Path) -> None:
    for date in ("2026-11-24", "2026-11-25"):
        keep(s3, date)
    fetched(Pool(DEV, boto3.Session(), None), file, bucket=BUCKET, date="2026-11-24")
    with opened(file) as backup:
        assert backup.header.began.startswith("2026-11-24")


# Ends of lines to one reader or another, and half a character: a user's name may hold any.
HOSTILE = "a\u2028b\u2029c\x85d\x1ce\x0bf\rg\nh\0i\ud800"


@pytest.mark.parametrize("written", ["now", "before"])
def test_no_name_of_a_user_keeps_a_night_from_being_read(
    s3: Any, pool: Pool, file: Path, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night that was written before these were escaped is read, too."""
    name = HOSTILE if written == "now" else HOSTILE.rstrip("\ud800")
    user = record(1)
    steps = [page({**user, "attributes": {**user["attributes"], "name": name}}), *STEPS[1:]]
    if written == "before":
        plainly = partial(json.dumps, ensure_ascii=False)
        monkeypatch.setattr(keeping, "json", SimpleNamespace(dumps=plainly))
    folder = Folder(s3, BUCKET, "directory/2026-11-25")
    folder.save(Progress(datetime.fromisoformat("2026-11-25T01:00:00+00:00")))
    folder.add(steps)
    folder.finish(SETTINGS, datetime.now(UTC))
    fetched(pool, file)
    assert read(file) == steps


def test_an_interrupted_fetch_goes_on(
    s3: Any, pool: Pool, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(s3, "2026-11-25")
    real, added = BackupWriter.add, list[object]()

    def add(writer: BackupWriter, content: object) -> None:
        if len(added) == 3:
            raise KeyboardInterrupt
        added.append(content)
        real(writer, content)

    with monkeypatch.context() as patch:
        patch.setattr(BackupWriter, "add", add)
        with pytest.raises(KeyboardInterrupt):
            fetched(pool, file)
    assert not file.exists()
    keep(s3, "2026-11-26")
    with pytest.raises(RefusedError, match="was begun with another night"):
        fetched(pool, file)
    fetched(pool, file, date="2026-11-25")
    assert read(file) == STEPS
