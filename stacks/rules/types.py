"""Whether the settings of a stage have the types that it declares."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..errors import SynthError


class UncheckedTypeError(SynthError):
    """A setting is declared with a type that nobody here can check: a fault of the project."""

    def __init__(self, path: str, hint: object) -> None:
        super().__init__(
            f"{path} is declared as {hint}: use str, int, bool, an Enum, Literal, `T | None`, "
            "tuple[T, ...] or a dataclass of those, or teach stacks/rules/types.py to check it"
        )


def mistyped(stage: Any) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the path of each setting, with a sentence for each part that is not of its type.

    The settings of a group (`sign_in.mfa`) count one by one, where the group itself is one.

    Raises:
        UncheckedTypeError: a setting is declared with a type that is not known here.
    """
    for name, value, hint in _settings(stage):
        if is_dataclass(hint) and type(value) is hint:
            for part, inner, inner_hint in _settings(value):
                yield f"{name}.{part}", wrong_parts(inner, inner_hint, f"{name}.{part}")
        else:
            yield name, wrong_parts(value, hint, name)


def _settings(value: Any) -> Iterator[tuple[str, Any, Any]]:
    hints = get_type_hints(type(value))
    return ((field.name, getattr(value, field.name), hints[field.name]) for field in fields(value))


def wrong_parts(value: Any, hint: Any, path: str) -> Iterator[str]:
    """Yield a sentence for each part of a value, at a path, that is not of its declared type.

    Raises:
        UncheckedTypeError: a part is declared with a type that is not known here.
    """
    match get_origin(hint), get_args(hint):
        case (origin, choices) if origin is Literal:
            if value not in choices:
                yield f"{path} is {value!r}: use one of {_listed(choices)}"
        case (origin, (inner, none)) if origin in (types.UnionType, Union) and none is type(None):
            if value is not None:
                yield from wrong_parts(value, inner, path)
        case (origin, (inner, rest)) if origin is tuple and rest is ...:
            yield from _items(value, inner, path)
        case (None, _) if isinstance(hint, type) and _is_plain(hint):
            yield from _plain(value, hint, path)
        case _:
            raise UncheckedTypeError(path, hint)


def _is_plain(hint: type) -> bool:
    return hint in (str, int, bool) or is_dataclass(hint) or issubclass(hint, Enum)


def _plain(value: Any, hint: type, path: str) -> Iterator[str]:
    if type(value) is not hint:  # not isinstance: True is no number
        yield f"{path} is {value!r}: write a value of type {hint.__name__}"
    elif is_dataclass(value):
        for name, part, part_hint in _settings(value):
            yield from wrong_parts(part, part_hint, f"{path}.{name}")


def _items(value: Any, hint: Any, path: str) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{path} is {value!r}: write a tuple, with a comma after a single value"
        return
    for index, item in enumerate(value):
        yield from wrong_parts(item, hint, f"{path}[{index}]")


def _listed(values: Any) -> str:
    return ", ".join(str(value) for value in sorted(values))
