"""The nights that the scheduled backup has kept in its bucket, each whole or not at all."""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from directory.export import Step, read_step
from directory.records import RecordError
from directory_backup.keeping import FORMAT, MANIFEST, PREFIX, Part

from ..deployment.outputs import PATTERNS
from ..errors import OpsError, RefusedError


class Night(NamedTuple):
    """What the manifest of a night says.

    Attributes:
        date: when it began, such as `2026-11-26`.
        pool_id: whose directory it is.
        second_factors: whether each user's were asked.
        began: when its first page was asked for.
        parts: what is kept.
    """

    date: str
    pool_id: str
    second_factors: bool
    began: datetime
    parts: tuple[Part, ...]


class Nights:
    """The nights in one bucket."""

    def __init__(self, s3: Any, bucket: str) -> None:
        """Name the bucket."""
        self._s3, self._bucket = s3, bucket

    def find(self, date: str | None) -> Night:
        """Return a night, or the newest one that is whole.

        Raises:
            RefusedError: it is not whole, or none is.
            OpsError: its manifest is none.
        """
        for one in [date] if date else self._dates():
            if (manifest := self._get(one, MANIFEST)) is not None:
                return _night(one, manifest)
        raise RefusedError(
            f"the bucket {self._bucket} has no whole backup"
            f"{f' of the night {date}' if date else ''}: name another night, or another bucket."
        )

    def steps(self, night: Night) -> Iterator[Step]:
        """Yield the steps of the night's export.

        Raises:
            OpsError: a part is gone, or is not what was written.
        """
        for part in night.parts:
            octets = self._get(night.date, part.name)
            if octets is None or hashlib.sha256(octets).hexdigest() != part.sha256:
                raise OpsError(
                    f"{part.name} of the night {night.date} is not what was written: fetch another"
                    " night by --night, or an older version of that object."
                )
            yield from _steps(octets, part.name)

    def _dates(self) -> list[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=f"{PREFIX}/", Delimiter="/"
        )
        folders = [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])]
        return sorted((folder.split("/")[1] for folder in folders), reverse=True)

    def _get(self, date: str, name: str) -> bytes | None:
        key = f"{PREFIX}/{date}/{name}"
        try:
            octets: bytes = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchKey":
                raise
            return None
        return octets


def _night(date: str, text: bytes) -> Night:
    try:
        told = json.loads(text)
        if told["format"] > FORMAT:
            raise OpsError(
                f"the night {date} is of format {told['format']}, and this program knows {FORMAT}:"
                " use the release of this project that made it, or a later one."
            )
        return Night(
            date=date,
            pool_id=_pool_id(told["pool_id"]),
            second_factors=bool(told["second_factors"]),
            began=_moment(told["began"]),
            parts=tuple(Part(**part) for part in told["parts"]),
        )
    except (ValueError, LookupError, TypeError) as error:
        raise OpsError(f"the manifest of the night {date} is none: name another night.") from error


def _pool_id(value: str) -> str:
    if not re.fullmatch(PATTERNS["identity"]["UserPoolId"], value, re.ASCII):
        raise ValueError("pool_id is none")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:  # nobody could read the file whose header had it
        raise ValueError("began has no offset")
    return moment


def _steps(octets: bytes, name: str) -> Iterator[Step]:
    try:
        # Of bytes: text would end a line at U+2028 and others, which a user's name may hold.
        for line in gzip.decompress(octets).splitlines():
            yield read_step(json.loads(line))
    except (RecordError, ValueError, RecursionError, EOFError, OSError, zlib.error) as error:
        raise OpsError(
            f"{name} has a page that this program does not know ({error}): use the release of this"
            " project that made it, or a later one."
        ) from error
