"""Reads stages.py, which people edit: what they mistype is told in one sentence."""

import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from .settings import Delivery
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
    stages: Mapping[str, Stage] = _load(module, _named_stages)
    return stages


def load_delivery(module: str = "stages") -> Delivery | None:
    """Return the repository that deploys the stages; None where none does.

    Raises:
        UnreadableStagesError: the file has an error in it, such as a setting that is not known.
    """
    delivery: Delivery | None = _load(module, lambda file: getattr(file, "DELIVERY", None))
    return delivery


def _load(module: str, read: Callable[[ModuleType], Any]) -> Any:
    try:
        return read(import_module(module))
    except Exception as error:
        raise UnreadableStagesError(f"{module}.py", error) from error


def _named_stages(file: ModuleType) -> Mapping[str, Stage]:
    """Return STAGES, if it has each stage under its own name: no other is what a name deploys."""
    remedy = "write STAGES = by_name(...)"
    if not isinstance(file.STAGES, dict):
        raise TypeError(f"STAGES is of type {type(file.STAGES).__name__}: {remedy}")
    for name, stage in file.STAGES.items():
        if not isinstance(stage, Stage):
            raise TypeError(f"STAGES[{name!r}] is of type {type(stage).__name__}: {remedy}")
        if name != stage.name:
            raise ValueError(f"STAGES[{name!r}] is the stage {stage.name!r}: {remedy}")
    return file.STAGES


def _line(file: str, error: Exception) -> int | None:
    """The innermost line of the file that an error came by."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if Path(frame.f_code.co_filename).name == file
    ]
    return lines[-1] if lines else None
