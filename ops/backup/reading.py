"""Reading a backup: whole, untouched and by its passphrase, or not at all."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from directory.export import Step, read_step
from directory.records import RecordError

from ..errors import OpsError, RefusedError
from .header import read_header
from .sealing import CHECKSUM_BYTES, ForgedError, Seal, TruncatedError

_CHUNK = 2**18


class BackupReader:
    """A whole backup.

    Attributes:
        header: where it is from.
        checksum: SHA-256 of the file, in hexadecimal digits.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Look at a file without its passphrase.

        Raises:
            OpsError: it is no backup, not whole, or damaged.
        """
        self._file, self._name = file, name
        self.header, self._front = read_header(file, name)
        self.checksum = self._checksum()

    def unlock(self, passphrase: str) -> None:
        """Make the key.

        Raises:
            RefusedError: the passphrase is another.
        """
        self._seal = Seal(passphrase, salt=bytes.fromhex(self.header.salt), header=self._front)
        self._file.seek(len(self._front))
        try:
            self._seal.open(self._file, 0)
        except (ForgedError, TruncatedError) as error:
            raise RefusedError(
                f"this is not the passphrase of {self._name}: nothing was changed."
            ) from error

    def steps(self) -> Iterator[Step]:
        """Yield the steps of the export, from the first on; can be done again.

        Raises:
            OpsError: a frame is not what was sealed, or there is none where one has to be.
        """
        self._file.seek(len(self._front))
        number, last = 0, False
        while not last:
            content, last = self._open(number)
            if number and not last:
                yield self._step(content)
            number += 1
        if len(self._file.read(CHECKSUM_BYTES + 1)) != CHECKSUM_BYTES:
            raise self._forged()

    def _open(self, number: int) -> tuple[object, bool]:
        try:
            return self._seal.open(self._file, number)
        except (ForgedError, TruncatedError) as error:
            raise self._forged() from error

    def _step(self, content: object) -> Step:
        try:
            return read_step(content)
        except RecordError as error:
            raise OpsError(
                f"{self._name} has a page that this program does not know ({error}): use the"
                " release of this project that made it, or a later one."
            ) from error

    def _forged(self) -> OpsError:
        return OpsError(
            f"{self._name} has its checksum, and not the content that was sealed: somebody has"
            " changed it. Use another copy."
        )

    def _checksum(self) -> str:
        """Return the SHA-256 of the file, whose last bytes are that of the others.

        Raises:
            OpsError: they are not.
        """
        size = os.fstat(self._file.fileno()).st_size
        self._file.seek(0)
        content, left = hashlib.sha256(), size - CHECKSUM_BYTES
        while left > 0 and (chunk := self._file.read(min(left, _CHUNK))):
            content.update(chunk)
            left -= len(chunk)
        end = self._file.read(CHECKSUM_BYTES)
        if left or content.digest() != end:
            raise OpsError(
                f"{self._name} is damaged or not whole: its checksum is not that of its content."
                " Use another copy."
            )
        content.update(end)
        return content.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[BackupReader]:
    """Open a backup.

    Raises:
        RefusedError: there is no such file.
        OpsError: it is no whole backup.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise RefusedError(f"{path} cannot be read ({error.strerror}): name a backup.") from error
    with file:
        yield BackupReader(file, str(path))
