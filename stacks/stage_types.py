"""Whether the settings of a stage have the types that it declares."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints


def mistyped(stage: Any) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each setting's name, with a sentence for each part that is not of its type."""
    for name, value, hint in _settings(stage):
        yield name, _value(value, hint, name)


def _settings(value: Any) -> Iterator[tuple[str, Any, Any]]:
    hints = get_type_hints(type(value))
    return ((field.name, getattr(value, field.name), hints[field.name]) for field in fields(value))


def _value(value: Any, hint: Any, path: str) -> Iterator[str]:
    """Yield a sentence for each part of a value that is not of its declared type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal and value not in arguments:
        yield f"{path} is {value!r}: use one of {_listed(arguments)}"
    elif origin is types.UnionType and value is not None:
        yield from _value(value, arguments[0], path)
    elif origin is tuple:
        yield from _items(value, arguments[0], path)
    elif origin is None and type(value) is not hint:  # not isinstance: True is no number
        yield f"{path} is {value!r}: write a value of type {hint.__name__}"
    elif is_dataclass(value):
        for name, part, part_hint in _settings(value):
            yield from _value(part, part_hint, f"{path}.{name}")


def _items(value: Any, hint: Any, path: str) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{path} is {value!r}: write a tuple, with a comma after a single value"
        return
    for index, item in enumerate(value):
        yield from _value(item, hint, f"{path}[{index}]")


def _listed(values: Any) -> str:
    return ", ".join(str(value) for value in sorted(values))
