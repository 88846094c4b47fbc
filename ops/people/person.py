"""Who signs up."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ..deployment.facts import Facts
from .attributes import fill_in
from .numbers import new_number


def new_password() -> str:
    """Return a password that has every class of characters and is longer than a stage can ask."""
    return f"aA1!{secrets.token_urlsafe(72)}"


@dataclass(frozen=True)
class Person:
    """A person as they fill in the form.

    Attributes:
        phone_number: in E.164.
        attributes: the others, by Cognito's names.
    """

    phone_number: str = field(repr=False)
    password: str = field(default_factory=new_password, repr=False)
    attributes: Mapping[str, str] = field(default_factory=dict, repr=False)


def new_person(facts: Facts, *, taken: Collection[str] = ()) -> Person:
    """Make a person whom a deployment takes, with a number that does not confirm itself.

    Args:
        facts: of the deployment.
        taken: numbers that somebody has.

    Raises:
        OpsError: no number is left.
    """
    number = new_number(facts.countries, taken={*facts.test_numbers, *taken})
    return Person(number, attributes=fill_in(facts, operator=not facts.sign_up_enabled))
