"""A night that is not whole, not there or not what was written becomes no file."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.desk.pool import Pool
from ops.errors import OpsError, RefusedError
from tests.unit.aws import aws
from tests.unit.ops.backup.nights import BUCKET, fetched, keep
from tests.unit.ops.samples import DEV

__all__ = ["aws"]


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
