"""The beginning of a backup, which can be read without the passphrase. It names no user."""

import json
import re
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, BinaryIO

from ..deployment.outputs import PATTERNS
from ..errors import OpsError

MAGIC = b"user-pool-backup"
VERSION = 1
MOST_BYTES = 4096
_LENGTH = struct.Struct(">H")
_IDENTITY = PATTERNS["identity"]
_SHAPES: Mapping[str, str] = {
    "project": r"[a-z][a-z0-9-]*",
    "stage": r"[a-z][a-z0-9-]*",
    "region": _IDENTITY["Region"],
    "pool_id": _IDENTITY["UserPoolId"],
    "began": r"[0-9T:+-]{25}",
    "salt": r"[0-9a-f]{32}",
}


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where a backup is from.

    Attributes:
        project: of the stage.
        stage: whose directory it is.
        region: of the user pool.
        pool_id: of the user pool.
        began: when the export began, ISO 8601 in UTC, to the second.
        salt: of the key, 16 random bytes in hexadecimal digits.
        second_factors: whether each user's second factors were asked.
    """

    project: str
    stage: str
    region: str
    pool_id: str
    began: str
    salt: str
    second_factors: bool

    @property
    def moment(self) -> datetime:
        """When the export began."""
        return datetime.fromisoformat(self.began)

    def written(self) -> bytes:
        """Return the file's first bytes."""
        text = json.dumps({"version": VERSION, **asdict(self)}).encode()
        return MAGIC + _LENGTH.pack(len(text)) + text


def read_header(file: BinaryIO, name: str) -> tuple[Header, bytes]:
    """Read the beginning of a file, and return it as it is written too.

    Args:
        file: at its beginning; then behind the header.
        name: of the file, for a message.

    Raises:
        OpsError: it is no backup, or one of a later version.
    """
    magic, size = file.read(len(MAGIC)), file.read(_LENGTH.size)
    if magic != MAGIC or len(size) != _LENGTH.size:
        raise OpsError(f"{name} is no backup of a directory: name a file that an export has made.")
    (length,) = _LENGTH.unpack(size)
    text = file.read(min(length, MOST_BYTES))
    try:
        kept = json.loads(text) if len(text) == length else None
    except (ValueError, RecursionError):
        kept = None
    version = kept.pop("version", None) if isinstance(kept, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise OpsError(
            f"{name} is a backup of version {version}, and this program knows {VERSION}: use the"
            " release of this project that made it, or a later one."
        )
    if version != VERSION or not isinstance(kept, dict) or not _fits(kept):
        raise OpsError(f"{name} is damaged at its beginning: use another copy of it.")
    return Header(**kept), magic + size + text


def _fits(kept: Mapping[str, Any]) -> bool:
    if kept.keys() != {field.name for field in fields(Header)}:
        return False
    texts = all(
        isinstance(kept[name], str) and re.fullmatch(shape, kept[name], re.ASCII)
        for name, shape in _SHAPES.items()
    )
    return texts and isinstance(kept["second_factors"], bool) and _is_moment(kept["began"])


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
