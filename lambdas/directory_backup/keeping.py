"""One night's folder in the bucket.

The checkpoint is what a night has come to. Its replacement is conditional on the one that was
read, so that of two runs at once one stops; and what that one wrote is of no backup, for only the
parts that the manifest names are, and a part has its own hash in its name.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from directory.export import Step, read_step
from directory_backup.settings import Settings

FORMAT = 1
PREFIX = "directory"  # of every object's key
CHECKPOINT, MANIFEST = "checkpoint.json", "manifest.json"
_OVERTAKEN = (409, 412)  # both wrote at the same moment; the other one did before


class Part(NamedTuple):
    """A file of JSON lines, each a step of the export, compressed by gzip.

    Attributes:
        name: in the night's folder.
        sha256: of its bytes as they are kept, in hexadecimal digits.
        steps: how many.
        records: of users, in all of them.
    """

    name: str
    sha256: str
    steps: int
    records: int


class Progress(NamedTuple):
    """What a night has come to.

    Attributes:
        began: when its first step was asked for.
        last: its last step that is kept, without its users; None where none is.
        parts: what is kept.
    """

    began: datetime
    last: Step | None = None
    parts: tuple[Part, ...] = ()


class OvertakenError(Exception):
    """Another run has gone on with the same night meanwhile: this one has nothing to do."""


class Folder:
    """One night's folder."""

    def __init__(self, s3: Any, bucket: str, folder: str) -> None:
        """Name it, by its key without a slash at the end."""
        self._s3, self._bucket, self._folder = s3, bucket, folder
        self._progress: Progress | None = None
        self._read: str | None = None  # the ETag of the checkpoint that was read or written last

    def finished(self) -> datetime | None:
        """Return when the night was whole; None where it is not."""
        found = self._found("head_object", MANIFEST)
        return found["LastModified"] if found else None

    def progress(self) -> Progress | None:
        """Return what the night has come to; None where it has not begun."""
        found = self._found("get_object", CHECKPOINT)
        if found:
            self._read = found["ETag"]
            kept = json.load(found["Body"])
            self._progress = Progress(
                began=datetime.fromisoformat(kept["began"]),
                last=read_step(kept["last"]) if kept["last"] else None,
                parts=tuple(Part(*part) for part in kept["parts"]),
            )
        return self._progress

    def save(self, progress: Progress) -> None:
        """Replace the checkpoint that was read, or be the first.

        Raises:
            OvertakenError: it is no longer the one that was read.
        """
        text = json.dumps({**progress._asdict(), "began": progress.began.isoformat()})
        condition = {"IfMatch": self._read} if self._read else {"IfNoneMatch": "*"}
        try:
            self._read = self._put(CHECKPOINT, text.encode(), **condition)["ETag"]
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] not in _OVERTAKEN:
                raise
            raise OvertakenError from error
        self._progress = progress

    def add(self, steps: Sequence[Step]) -> None:
        """Keep steps as one more part, and that the night has come to the last of them.

        Raises:
            OvertakenError: another run has gone on with the night.
        """
        assert self._progress
        parts = self._progress.parts
        # ASCII: whatever a user's attributes hold, a step is one line, and can be encoded.
        texts = [json.dumps(step) for step in steps]
        packed = gzip.compress("".join(f"{text}\n" for text in texts).encode(), mtime=0)
        digest = hashlib.sha256(packed).hexdigest()
        part = Part(
            name=f"part-{len(parts):05}-{digest[:12]}.jsonl.gz",
            sha256=digest,
            steps=len(steps),
            records=sum(len(step["records"]) for step in steps),
        )
        self._put(part.name, packed)
        last = Step({**steps[-1], "records": []})
        self.save(self._progress._replace(last=last, parts=(*parts, part)))

    def finish(self, settings: Settings, ended: datetime) -> None:
        """Write the manifest: the night is whole."""
        assert self._progress
        manifest = {
            "format": FORMAT,
            "pool_id": settings.pool_id,
            "second_factors": settings.second_factors,
            "began": self._progress.began.isoformat(),
            "ended": ended.isoformat(),
            "parts": [part._asdict() for part in self._progress.parts],
        }
        self._put(MANIFEST, json.dumps(manifest, indent=1).encode())

    def _put(self, name: str, octets: bytes, **conditions: str) -> Mapping[str, Any]:
        """Put an object; S3 refuses one that is not what was sent."""
        put: Mapping[str, Any] = self._s3.put_object(
            Bucket=self._bucket,
            Key=f"{self._folder}/{name}",
            Body=octets,
            ChecksumSHA256=base64.b64encode(hashlib.sha256(octets).digest()).decode(),
            **conditions,
        )
        return put

    def _found(self, look: str, name: str) -> Mapping[str, Any] | None:
        try:
            found: Mapping[str, Any] = getattr(self._s3, look)(
                Bucket=self._bucket, Key=f"{self._folder}/{name}"
            )
        except ClientError as error:
            # A HEAD has no body that could name the error.
            if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
                raise
            return None
        return found
