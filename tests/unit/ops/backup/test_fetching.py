"""A night of the scheduled backup becomes a file that an import reads, or nothing does."""

import gzip
import hashlib
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
from directory_backup.settings import Settings
from ops.backup.fetching import fetch
from ops.backup.reading import opened
from ops.backup.writing import BackupWriter
from ops.desk.audit import Audit
from ops.desk.pool import Pool
from ops.errors import OpsError, RefusedError
from tests.unit.aws import aws
from tests.unit.ops.backup.files import HEADER, PASSPHRASE, STEPS, page, read, record
from tests.unit.ops.samples import DEV

__all__ = ["aws"]

BUCKET = "backups"
SETTINGS = Settings(
    pool_id=HEADER.pool_id, second_factors=True, bucket=BUCKET, start_hour=1, namespace="x"
)


@pytest.fixture
def s3() -> Any:
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


@pytest.fixture
def pool() -> Pool:
    """The stage's pool, with the bucket of its backups."""
    boto3.client("ssm").put_parameter(
        Name=f"/{DEV.project}/{DEV.stage}/BackupBucket", Value=BUCKET, Type="String"
    )
    return Pool(DEV, boto3.Session(), None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


def keep(s3: Any, date: str, *, whole: bool = True) -> None:
    """Write a night of two parts."""
    folder = Folder(s3, BUCKET, f"directory/{date}")
    folder.save(Progress(datetime.fromisoformat(f"{date}T01:00:00+00:00")))
    folder.add(STEPS[:2])
    folder.add(STEPS[2:])
    if whole:
        folder.finish(SETTINGS, datetime.now(UTC))


def fetched(pool: Pool, file: Path, **where: str) -> None:
    audit = Audit(caller="arn:aws:iam::1:user/x", stage=DEV.stage, pool_id=HEADER.pool_id)
    fetch(pool, audit, file, lambda: PASSPHRASE, **where)


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


@pytest.mark.parametrize(
    "octets",
    [
        b"no gzip",
        gzip.compress(b"{}"),
        gzip.compress(b"[" * 100_000),
        gzip.compress(b"\xff"),
        gzip.compress(b"half of it")[:12],
        gzip.compress(b"")[:10] + b"\xff" * 20,  # which is zlib's own error
    ],
    ids=["no gzip", "no page", "deep", "no text", "cut off", "no deflate"],
)
def test_a_part_that_holds_no_pages_is_refused_in_one_sentence(
    s3: Any, pool: Pool, file: Path, octets: bytes
) -> None:
    """Its checksum is the manifest's: whoever may write the bucket wrote both."""
    keep(s3, "2026-11-25")
    folder = "directory/2026-11-25"
    manifest = json.load(s3.get_object(Bucket=BUCKET, Key=f"{folder}/manifest.json")["Body"])
    manifest["parts"][0]["sha256"] = hashlib.sha256(octets).hexdigest()
    s3.put_object(Bucket=BUCKET, Key=f"{folder}/{manifest['parts'][0]['name']}", Body=octets)
    s3.put_object(Bucket=BUCKET, Key=f"{folder}/manifest.json", Body=json.dumps(manifest))
    with pytest.raises(OpsError, match="has a page that this program does not know"):
        fetched(pool, file)


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


@pytest.mark.parametrize("spoil", ["change", "remove"])
def test_a_part_that_is_not_what_was_written_ends_it(
    s3: Any, pool: Pool, file: Path, spoil: str
) -> None:
    keep(s3, "2026-11-25")
    (_, key, *_) = sorted(
        one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET)["Contents"] if "part-" in one["Key"]
    )
    if spoil == "remove":
        s3.delete_object(Bucket=BUCKET, Key=key)
    else:
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"else")
    with pytest.raises(OpsError, match=r"part-00001-.* is not what was written"):
        fetched(pool, file)
    assert not file.exists()


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b'{"format": 1}',
        b'{"format": 1, "pool_id": "a b", "second_factors": true, "began": "2026-11-25"}',
        b'{"format":1,"pool_id":"a_A","second_factors":true,"began":"2026-11-25","parts":[]}',
    ],
)
def test_a_manifest_that_is_none_is_refused(
    s3: Any, pool: Pool, file: Path, manifest: bytes
) -> None:
    s3.put_object(Bucket=BUCKET, Key="directory/2026-11-25/manifest.json", Body=manifest)
    with pytest.raises(OpsError, match="the manifest of the night 2026-11-25 is none"):
        fetched(pool, file)


def test_a_night_of_a_later_release_says_so(s3: Any, pool: Pool, file: Path) -> None:
    key = "directory/2026-11-25/manifest.json"
    s3.put_object(Bucket=BUCKET, Key=key, Body=b'{"format": 2}')
    with pytest.raises(OpsError, match=r"is of format 2, and this program knows 1: use"):
        fetched(pool, file)


def test_where_there_is_no_night_it_says_so(s3: Any, pool: Pool, file: Path) -> None:
    with pytest.raises(RefusedError, match="the bucket backups has no whole backup: name"):
        fetched(pool, file)
    keep(s3, "2026-11-26", whole=False)
    with pytest.raises(RefusedError, match="has no whole backup of the night 2026-11-26"):
        fetched(pool, file, date="2026-11-26")


def test_a_stage_without_scheduled_backup_says_what_to_do(file: Path) -> None:
    with pytest.raises(RefusedError, match=r"stage dev has no scheduled backup: set backup\.night"):
        fetched(Pool(DEV, boto3.Session(), None), file)
