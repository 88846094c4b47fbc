"""What a template's value says, whichever of its forms it has."""

import json
import re
from collections.abc import Mapping
from typing import Any


def routes_of(value: Any) -> dict[str, dict[str, Any]]:
    """Return what a function is told of its routes, by route; nothing where it is no JSON."""
    try:
        routes = json.loads(value)
    except (TypeError, ValueError):
        return {}
    if not isinstance(routes, dict):
        return {}
    return {route: told if isinstance(told, dict) else {} for route, told in routes.items()}


def parameters_of(response: Mapping[str, Any]) -> list[str]:
    """Return the names of a method response's parameters."""
    found = response.get("ResponseParameters")
    return [str(name) for name in found] if isinstance(found, Mapping) else []


def named_of(value: Any) -> set[str]:
    """Return the words between single quotes, and the addresses, in a value."""
    text = json.dumps(value, default=str)
    quoted = ",".join(re.findall(r"'([A-Za-z0-9,:/.*-]+)'", text)).split(",")
    return {w for w in quoted if w and not w.isdigit()} | set(
        re.findall(r"https?://[\w.:-]+", text)
    )


def listed_of(value: Any) -> set[str]:
    """Return the members of a text between commas, or of a list."""
    return (
        {part for part in value.split(",") if part} if isinstance(value, str) else members_of(value)
    )


def members_of(value: Any) -> set[str]:
    """Return the items of a list as texts."""
    return {text_of(item) for item in items_of(value)}


def items_of(value: Any) -> list[Any]:
    """Return the items of a list; what is none is its own only item."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """Return a value as one text; CloudFormation takes numbers and booleans as texts too."""
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, sort_keys=True)


def _plain(value: Any) -> Any:
    plain: Any
    match value:
        case bool() | int() | float():
            whole = isinstance(value, float) and value.is_integer()
            plain = str(int(value) if whole else value)
        case str() | None:
            plain = value
        case dict():
            plain = {str(key): _plain(item) for key, item in value.items()}
        case list():
            plain = [_plain(item) for item in value]
        case _:  # what is not known before the deployment
            plain = [str(value), getattr(value, "text", "")]
    if isinstance(plain, str) and plain.lower() in ("true", "false"):
        return plain.lower()
    return plain


def follow(value: Any, renamed: Mapping[str, str]) -> Any:
    """Return a value with the references to renamed resources as they are afterwards."""
    match value:
        case {"Ref": str(name)}:
            return {"Ref": renamed.get(name, name)}
        case {"Fn::GetAtt": [str(name), *rest]}:
            return {"Fn::GetAtt": [renamed.get(name, name), *rest]}
        case dict():
            return {key: follow(item, renamed) for key, item in value.items()}
        case list():
            return [follow(item, renamed) for item in value]
    return value
