"""Writing a file so that no reader sees half of it."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step.

    Raises:
        OSError: it cannot be written; what was there before is untouched.
    """
    target = path.resolve()
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(target)
    finally:
        with suppress(OSError):  # there may be no directory that it could be in
            half.unlink()
