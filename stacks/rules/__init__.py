"""Why a stage cannot be deployed: each rule yields plain sentences that name the remedy."""

from ..stage import InvalidStageError, Stage
from . import access, place, sign_in, users, whole
from .registry import RULES
from .types import mistyped

__all__ = ["access", "check", "place", "sign_in", "users", "whole"]


def check(stage: Stage) -> None:
    """Judge a stage: once, where it is used.

    Raises:
        InvalidStageError: with every problem of the stage at once.
    """
    if problems := _problems(stage):
        raise InvalidStageError(stage.name, problems)


def _problems(stage: Stage) -> list[str]:
    """Return every problem of a stage; a rule is left out where its own settings are mistyped."""
    wrong = {path: sentences for path, value in mistyped(stage) if (sentences := list(value))}
    found = [sentence for sentences in wrong.values() for sentence in sentences]
    for needs, rule in RULES:
        if not any(_touches(path, needs) for path in wrong):
            found += rule(stage)
    return found


def _touches(wrong: str, needs: frozenset[str]) -> bool:
    return any(need == wrong or need.startswith(f"{wrong}.") for need in needs)
