"""Texts that CloudFormation puts together: `Fn::Sub` and `Fn::Join`, in one form."""

import re
from collections.abc import Mapping
from typing import Any

_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")


def substituted(text: str, variables: Mapping[str, Any]) -> list[Any]:
    """Return the parts of a text of `Fn::Sub`, in which `${Name}` is the reference that it is."""
    parts: list[Any] = _VARIABLE.split(text)
    parts[::2] = [literal.replace("${!", "${") for literal in parts[::2]]
    parts[1::2] = [
        variables.get(name, {"Fn::GetAtt" if "." in name else "Ref": name}) for name in parts[1::2]
    ]
    return parts


def joined(between: str, parts: list[Any]) -> Any:
    """Return what `Fn::Join` makes of its parts: literals are one, and a single part is itself."""
    flat: list[Any] = []
    for index, part in enumerate(parts):
        match part:
            case {"Fn::Join": ["", list() as inner]}:
                pieces = inner
            case _:
                pieces = [part]
        for piece in ([between] if index else []) + pieces:
            if flat and isinstance(flat[-1], str) and isinstance(piece, str):
                flat[-1] += piece
            else:
                flat.append(piece)
    kept = [part for part in flat if part != ""] or [""]
    return kept[0] if len(kept) == 1 else {"Fn::Join": ["", kept]}


def is_named(name: str, text: str) -> bool:
    """Tell whether a template's text, as JSON, names a parameter, mapping or condition."""
    return f'"{name}"' in text or f"${{{name}}}" in text
