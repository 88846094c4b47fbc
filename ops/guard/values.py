"""What a template's value says, whichever of its forms it has."""

import json
import re
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
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case str():
            return value
    return json.dumps(value, sort_keys=True, default=lambda v: [str(v), getattr(v, "text", "")])
