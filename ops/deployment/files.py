"""Writing a file so that no reader sees half of it."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Replace a file in one step.

    Args:
        path: the file.
        text: all that it holds then.
        mode: its permissions from the first byte on, as far as the umask lets them be.

    Raises:
        OSError: it cannot be written; what was there before is untouched.
    """
    target = path.resolve()
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.unlink(missing_ok=True)  # of a killed program that had this process's number
        made = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            file.write(text)
        half.replace(target)
    finally:
        with suppress(OSError):  # there may be no directory that it could be in
            half.unlink()
