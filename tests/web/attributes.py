"""What a person enters into the fields of a pool's custom attributes, whichever they are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

# `custom.attributes` of amplify_outputs.json: a full name -> type, limits and who writes it.
Attributes = Mapping[str, Mapping[str, Any]]
# What is typed into a field, or whether a box is ticked.
Answer = str | bool
LONGEST = 2048
WORDS = ("Analytical Engines", "Engineer", "London")


def answers(attributes: Attributes) -> dict[str, Answer]:
    """Return an answer for each attribute that its owner may write, one that Cognito takes."""
    return {
        name: _answer(attribute, word)
        for (name, attribute), word in zip(attributes.items(), cycle(WORDS), strict=False)
        if attribute["writable"]
    }


def fitted(text: str, attribute: Mapping[str, Any]) -> str:
    """Bring a text to a length that a String attribute takes, as JavaScript counts and trims."""
    longest = attribute.get("maxLength") or LONGEST
    units = text.encode("utf-16-le")[: 2 * longest]
    text = units.decode("utf-16-le", errors="ignore").strip()
    return text.ljust(attribute.get("minLength") or 0, ".")


def on_the_wire(answer: Answer, attribute: Mapping[str, Any]) -> str:
    """Return what Cognito is sent for an answer; a time is on this machine's clock."""
    if attribute["type"] == "Boolean":
        return str(answer).lower()
    if attribute["type"] == "DateTime":
        moment = datetime.fromisoformat(str(answer)).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(answer)


def _answer(attribute: Mapping[str, Any], word: str) -> Answer:
    match attribute["type"]:
        case "Boolean":
            return True
        case "DateTime":
            return "2030-01-31T10:30"
        case "Number":
            least, most = attribute.get("minValue"), attribute.get("maxValue")
            return str(min(7, 7 if most is None else most) if least is None else least)
        case _:
            return fitted(word, attribute)
