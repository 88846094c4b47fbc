"""`python -m stacks.settings_table` writes docs/settings.md from the docstrings of the settings."""

import inspect
import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .settings import Delivery
from .stage import Stage

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"

_HEAD = """# Settings

What may differ between stages, as `stages.py` says it. This page is made from the docstrings in
`stacks/stage.py` and `stacks/settings/` by `python -m stacks.settings_table`.
"""
_COLUMNS = "| setting | type | default | what it decides |\n|---|---|---|---|"
_SETTING = re.compile(r"^(\w+): (.*?)(?=^\w+: |\Z)", re.MULTILINE | re.DOTALL)


def page() -> str:
    """Return the page: a table for the stage, one for each group of settings, and DELIVERY's."""
    stage, delivery = _section("", Stage, "A stage"), _section("", Delivery, "`DELIVERY`")
    return "\n".join([_HEAD, *stage, "", *delivery]) + "\n"


def described(settings: type) -> dict[str, str]:
    """Return what the docstring of a settings class says of each setting."""
    _, _, attributes = inspect.cleandoc(settings.__doc__ or "").partition("Attributes:\n")
    texts = _SETTING.findall(inspect.cleandoc(attributes))
    return {name: " ".join(text.split()) for name, text in texts}


def _section(path: str, settings: Any, title: str) -> Iterator[str]:
    """Yield the lines of a class's own table, then of each class that its settings hold."""
    summary, _, _ = inspect.cleandoc(settings.__doc__ or "").partition("\nAttributes:")
    yield f"## {title}\n\n{summary.strip()}\n\n{_COLUMNS}"
    texts, hints = described(settings), get_type_hints(settings)
    inner: list[tuple[str, Any, str]] = []
    for field in fields(settings):
        name, hint = f"{path}{field.name}", hints[field.name]
        held = get_args(hint)[0] if get_origin(hint) is tuple else hint
        row = (f"`{name}`", _type(hint), _default(field), texts[field.name])
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"
        if is_dataclass(held):
            each = "" if held is hint else ", each"
            inner.append(("" if each else f"{name}.", held, f"`{name}`{each}"))
    for start, held, heading in inner:
        yield ""
        yield from _section(start, held, heading)


def _type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(f'`"{choice}"`' for choice in arguments)
    if origin is tuple:
        return f"tuple of {_type(arguments[0])}"
    if origin in (types.UnionType, Union):
        return f"{_type(arguments[0])} or None"
    return f"`{hint.__name__}`"


def _default(field: Field[Any]) -> str:
    if field.default is MISSING:
        return "required"
    if is_dataclass(field.default):
        return "see below"
    if isinstance(field.default, Enum):
        return f"`{type(field.default).__name__}.{field.default.name}`"
    return f"`{field.default!r}`"


if __name__ == "__main__":
    PAGE.write_text(page())
