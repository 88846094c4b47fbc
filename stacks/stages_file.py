"""Reads stages.py, which people edit: what they mistype is told in one sentence."""

import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from .stage import Stage, StageError


class UnreadableStagesError(StageError):
    """Python cannot run the file of the stages."""

    def __init__(self, file: str, error: Exception) -> None:
        line = error.lineno if isinstance(error, SyntaxError) else _line(file, error)
        place = f"{file}:{line}" if line else file
        super().__init__(
            f"{place}: {type(error).__name__}: {error}; correct it: every setting is described in "
            "docs/settings.md"
        )


def load_stages(module: str = "stages") -> Mapping[str, Stage]:
    """Return the stages by name. None is judged before it is used.

    Raises:
        UnreadableStagesError: the file has an error in it, such as a setting that is not known.
    """
    try:
        stages: Mapping[str, Stage] = import_module(module).STAGES
    except Exception as error:
        raise UnreadableStagesError(f"{module}.py", error) from error
    return stages


def _line(file: str, error: Exception) -> int | None:
    """The innermost line of the file that an error came by."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if Path(frame.f_code.co_filename).name == file
    ]
    return lines[-1] if lines else None
