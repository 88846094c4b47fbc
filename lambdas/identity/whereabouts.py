"""Where an error was raised, for who must find it; never why, for that may quote what was sent."""

import traceback
from collections.abc import Iterable
from pathlib import Path


def whereabouts(error: Exception, folders: Iterable[Path], at_most: int = 5) -> list[str]:
    """The innermost lines of these folders that an error came by, as `orders/handler.py:12`."""
    own = tuple(folders)
    frames = (
        (Path(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    lines = [
        f"{path.relative_to(folder.parent).as_posix()}:{line}"
        for path, line in frames
        for folder in own
        if path.is_relative_to(folder)
    ]
    return lines[-at_most:]
