"""Values that are not known before the deployment."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Undecided:
    """A value that is not known before the deployment.

    Attributes:
        text: as the template has it, with the definitions that it depends on.
        why: what decides it, for people.
    """

    text: str
    why: str

    def __str__(self) -> str:
        return self.why


def undecided(value: Any) -> Undecided | None:
    """Return a part of a value that is not known before the deployment."""
    match value:
        case Undecided():
            return value
        case dict():
            return next(filter(None, map(undecided, value.values())), None)
        case list():
            return next(filter(None, map(undecided, value)), None)
    return None
