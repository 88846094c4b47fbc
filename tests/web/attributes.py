"""What a person enters into the fields of a pool's custom attributes, whichever they are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# `custom.attributes` of amplify_outputs.json: a full name -> type, limits and who writes it.
Attributes = Mapping[str, Mapping[str, Any]]
# What is typed into a field, or whether a box is ticked.
Answer = str | bool
LONGEST = 2048


def answers(attributes: Attributes) -> dict[str, Answer]:
    """Return an answer for each attribute that its owner may write, one that Cognito takes."""
    return {
        name: _answer(name, attribute)
        for name, attribute in attributes.items()
        if attribute["writable"]
    }


def fitted(text: str, attribute: Mapping[str, Any]) -> str:
    """Bring a text to a length that a String attribute takes, as JavaScript counts."""
    units = text.encode("utf-16-le")[: 2 * attribute.get("maxLength", LONGEST)]
    return units.decode("utf-16-le", errors="ignore").ljust(attribute.get("minLength", 0), ".")


def on_the_wire(answer: Answer, attribute: Mapping[str, Any]) -> str:
    """Return what Cognito is sent for an answer; a time is on this machine's clock."""
    if attribute["type"] == "Boolean":
        return str(answer).lower()
    if attribute["type"] == "DateTime":
        moment = datetime.fromisoformat(str(answer)).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(answer)


def _answer(name: str, attribute: Mapping[str, Any]) -> Answer:
    match attribute["type"]:
        case "Boolean":
            return True
        case "DateTime":
            return "2030-01-31T10:30"
        case "Number":
            return str(attribute.get("minValue", min(7, attribute.get("maxValue", 7))))
        case _:
            return fitted(f"My {name.partition(':')[2]}", attribute)
