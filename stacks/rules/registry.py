"""The rules of a stage, each with the settings that it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..stage import Stage

Rule = Callable[["Stage"], Iterator[str]]
RULES: list[tuple[frozenset[str], Rule]] = []


def rule(*needs: str) -> Callable[[Rule], Rule]:
    """Register a rule with the paths of the settings that it reads, such as `sign_in.mfa`."""

    def register(function: Rule) -> Rule:
        RULES.append((frozenset(needs), function))
        return function

    return register
