"""Writing a backup so that it can be interrupted: it has its name only when it is whole.

Until then it is `<name>.part`, of mode 600 as the file is. A run that finds one goes on with it.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import Self

from ..errors import OpsError, RefusedError
from .header import Header, read_header
from .sealing import ForgedError, Seal, TruncatedError


class BackupWriter:
    """The unfinished file of one export.

    Attributes:
        part: where it is until it is whole.
        header: of its first run.
    """

    def __init__(self, path: Path, header: Header) -> None:
        """Make the unfinished file, or open the one that there is; nobody else writes to it.

        Args:
            path: the name that the whole file gets.
            header: for a new file.

        Raises:
            RefusedError: there is a file of that name, another export writes the unfinished one,
                or neither can be made.
            OpsError: the unfinished file is none of ours.
        """
        self._path, self.part = path, path.with_name(f"{path.name}.part")
        if os.path.lexists(path):
            raise RefusedError(f"{path} is there already: name a file that is not.")
        try:
            self._file = _open_alone(self.part)
        except OSError as error:
            raise RefusedError(
                f"{self.part} cannot be written ({error.strerror or 'it is no file'}): name another"
                " file."
            ) from error
        try:
            if self._is_empty():
                self.header, self._front = header, header.written()
            else:
                self.header, self._front = read_header(self._file, str(self.part))
        except BaseException:
            self._file.close()
            raise
        self._number = 0

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave what is written for the next run."""
        if self._is_empty():
            self.part.unlink()
        self._file.close()

    def begin(self, passphrase: str, take: Callable[[object], None]) -> None:
        """Make the key, and hand over each content that is there; what is not whole is cut off.

        Raises:
            RefusedError: an earlier run sealed the file by another passphrase.
        """
        self._seal = Seal(passphrase, salt=bytes.fromhex(self.header.salt), header=self._front)
        if self._is_empty():
            self._file.write(self._front)
        end = self._file.tell()
        for content in self._whole_frames():
            if self._number:
                take(content)
            self._number, end = self._number + 1, self._file.tell()
        self._file.seek(end)
        self._file.truncate()
        if self._number == 0:
            self.add(None)  # so that a passphrase can be tried before there is a page

    def add(self, content: object) -> None:
        """Append a content."""
        self._append(content, last=False)

    def finish(self, content: object) -> str:
        """Append the last content, give the file its name, and return its SHA-256."""
        self._append(content, last=True)
        self._file.seek(0)
        checksum = hashlib.file_digest(self._file, "sha256").digest()
        self._file.write(checksum)
        self._file.flush()
        os.fsync(self._file.fileno())
        if os.path.lexists(self._path):
            raise OpsError(
                f"{self._path} has appeared meanwhile, and was left alone: move it away, and run"
                " this again."
            )
        self.part.rename(self._path)
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def _whole_frames(self) -> Iterator[object]:
        """Yield the content of each frame, up to the last one or where an earlier run stopped."""
        try:
            while True:
                content, last = self._seal.open(self._file, self._number)
                if last:
                    return
                yield content
        except TruncatedError:
            return  # an interrupted run ends anywhere
        except ForgedError as error:
            # What a power cut has left behind the last whole frame may be anything.
            if self._number == 0:
                raise RefusedError(
                    f"{self.part} was begun with another passphrase, or is damaged: give that one,"
                    " or remove the file to begin anew."
                ) from error

    def _is_empty(self) -> bool:
        return os.fstat(self._file.fileno()).st_size == 0

    def _append(self, content: object, *, last: bool) -> None:
        self._file.write(self._seal.close(self._number, content, last=last))
        self._file.flush()
        self._number += 1


def _open_alone(path: Path) -> BufferedRandom:
    """Open a file for reading and writing, made with mode 600, that nobody else has open so.

    Raises:
        RefusedError: another export has it.
        OSError: it cannot be opened, as a symbolic link and a device never can.
    """
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    file = os.fdopen(number, "r+b")
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.fchmod(number, 0o600)
    except BlockingIOError as error:
        file.close()
        raise RefusedError(
            f"another export writes to {path}: let it end, or name another file."
        ) from error
    except BaseException:
        file.close()
        raise
    return file
