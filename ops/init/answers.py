"""What a project of one's own decides, read from text as people type it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from ..errors import RefusedError

TYPES = ("String", "Number", "DateTime", "Boolean")
WRITERS = ("user", "operator")


class Attribute(NamedTuple):
    """A custom attribute, as `stacks.settings.CustomAttribute` has it."""

    name: str
    type: str = "String"
    written_by: str = "user"


class Group(NamedTuple):
    """A group; its place in the list is its precedence."""

    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What stages.py is made of.

    Attributes:
        project: the first part of every stack's name.
        countries: ISO 3166-1 alpha-2 codes.
        origins: of frontends; those on this machine are for local and dev, the others for prod.
        default_group: of local and dev, while it is one of the groups. Nobody is asked for it.
    """

    project: str
    countries: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    groups: tuple[Group, ...]
    origins: tuple[str, ...]
    default_group: str | None = None


@dataclass(frozen=True)
class Question:
    """One field of `Answers`, and how it is asked for.

    Attributes:
        field: the field, and the argument's name.
        text: what is asked, with how to write it.
        read: makes the field's value of what was typed, or raises RefusedError.
    """

    field: str
    text: str
    read: Callable[[str], object]

    def typed(self, answers: Answers) -> str:
        """Return what the answers have, as one would type it."""
        value = getattr(answers, self.field)
        return value if isinstance(value, str) else ",".join(map(_typed, value))


def _project(text: str) -> str:
    return text.strip()


def _countries(text: str) -> tuple[str, ...]:
    return tuple(entry.upper() for entry in _entries(text))


def _attributes(text: str) -> tuple[Attribute, ...]:
    return tuple(map(_attribute, _entries(text)))


def _attribute(entry: str) -> Attribute:
    name, *rest = entry.split(":")
    kinds = [word for word in rest if word in TYPES]
    writers = [word for word in rest if word in WRITERS]
    if len(kinds) > 1 or len(writers) > 1 or len(kinds) + len(writers) != len(rest):
        raise RefusedError(
            f"{entry!r} is not an attribute: write name, name:Type or name:Type:operator, with a"
            f" type of {', '.join(TYPES)}."
        )
    return Attribute(name, *(kinds or ["String"]), *(writers or ["user"]))


def _groups(text: str) -> tuple[Group, ...]:
    parts = (entry.partition(":") for entry in _entries(text))
    return tuple(Group(name, said.strip() or f"The group {name}") for name, _, said in parts)


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(entry.rstrip("/") for entry in _entries(text))
    if not any(not is_local(origin) for origin in origins):
        raise RefusedError(
            "prod needs the origin of a frontend: name one, such as https://app.example.com."
        )
    return origins


QUESTIONS = (
    Question("project", "Project, the first part of every stack's name", _project),
    Question("countries", "Countries whose phones may sign up (ISO codes)", _countries),
    Question(
        "attributes", "What is kept of a user (name, name:Type, name:Type:operator)", _attributes
    ),
    Question("groups", "Groups, the strongest first (name or name:description)", _groups),
    Question("origins", "Frontends' origins (https for prod, http://localhost for dev)", _origins),
)


def is_local(origin: str) -> bool:
    """Tell whether an origin is a page on the developer's own machine.

    Raises:
        RefusedError: It is no address.
    """
    try:
        host = urlsplit(origin).hostname
    except ValueError as error:
        raise RefusedError(
            f"{origin!r} is no origin: write one such as https://app.example.com."
        ) from error
    return host in ("localhost", "127.0.0.1")


def _entries(text: str) -> list[str]:
    """Read a comma list; `-` and nothing are an empty one."""
    found = [entry.strip() for entry in text.split(",")]
    return [entry for entry in found if entry and not re.fullmatch("-", entry)]


def _typed(value: object) -> str:
    if isinstance(value, Attribute):
        words = [value.name, *([value.type] if value[1:] != ("String", "user") else [])]
        return ":".join([*words, *(["operator"] if value.written_by == "operator" else [])])
    return f"{value.name}:{value.description}" if isinstance(value, Group) else str(value)
