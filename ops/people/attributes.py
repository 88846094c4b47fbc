"""Values for the attributes of a user, valid for whatever a deployment's pool declares."""

from collections.abc import Mapping

from ..deployment.facts import Attribute, Facts

NAME = "Ada Example"
# Of the standard attributes, those whose text has a form (Cognito developer guide, "Working with
# user attributes"); any text does for the others.
_STANDARD = {
    "birthdate": "1815-12-10",
    "email": "ada@example.com",
    "name": NAME,
    "updated_at": "1767225600",
}
_TEXTS = {"Boolean": "true", "DateTime": "2026-01-02T03:04:05Z"}


def fill_in(facts: Facts, *, operator: bool = False) -> dict[str, str]:
    """Return a value for each attribute that a new user may bring, but for the phone number.

    Args:
        facts: of the deployment.
        operator: whether an operator creates the user, who may write every attribute.
    """
    standard = {n: _STANDARD.get(n, NAME) for n in facts.required_attributes if n != "phone_number"}
    return standard | _custom(facts.custom_attributes, every=operator)


def _custom(attributes: Mapping[str, Attribute], *, every: bool) -> dict[str, str]:
    return {
        name: value_of(name, attribute)
        for name, attribute in attributes.items()
        if attribute.writable or every
    }


def value_of(name: str, attribute: Attribute) -> str:
    """Return a value that an attribute takes."""
    match attribute.type:
        case "String":
            text = f"{NAME}'s {name.removeprefix('custom:')}"
            return text[: attribute.maximum].ljust(attribute.minimum or 0, ".")
        case "Number":
            least, most = attribute.minimum, attribute.maximum
            return str(least if least is not None else min(1, 1 if most is None else most))
        case other:
            return _TEXTS[other]
