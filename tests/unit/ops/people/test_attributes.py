"""A person fills in whatever a pool declares, and Cognito would take it."""

from dataclasses import replace
from datetime import datetime

import pytest

from ops.deployment.facts import Attribute
from ops.people.attributes import fill_in, value_of
from tests.unit.ops.samples import FACTS


def attribute(kind: str, minimum: int | None = None, maximum: int | None = None) -> Attribute:
    return Attribute(
        type=kind,  # type: ignore[arg-type] # a table cannot hold Literals
        mutable=True,
        writable=True,
        minimum=minimum,
        maximum=maximum,
    )


@pytest.mark.parametrize(
    ("minimum", "maximum"), [(None, None), (0, 0), (0, 3), (0, 256), (20, 20), (1900, 2048)]
)
def test_a_text_has_a_length_within_its_limits(minimum: int | None, maximum: int | None) -> None:
    text = value_of("custom:department", attribute("String", minimum, maximum))
    assert (minimum or 0) <= len(text) <= (2048 if maximum is None else maximum)


@pytest.mark.parametrize(
    ("minimum", "maximum"),
    [(None, None), (None, -5), (None, 50), (0, None), (7, 7), (-9, -2), (100, None)],
)
def test_a_number_is_within_its_limits(minimum: int | None, maximum: int | None) -> None:
    number = int(value_of("custom:level", attribute("Number", minimum, maximum)))
    assert number >= (number if minimum is None else minimum)
    assert number <= (number if maximum is None else maximum)


def test_the_other_types_are_written_as_cognito_writes_them() -> None:
    assert value_of("custom:on", attribute("Boolean")) in ("true", "false")
    since = value_of("custom:since", attribute("DateTime"))
    assert datetime.fromisoformat(since.replace("Z", "+00:00")).tzinfo


def test_a_required_standard_attribute_has_the_form_that_its_name_says() -> None:
    facts = replace(FACTS, required_attributes=["birthdate", "email", "family_name", "name"])
    filled = fill_in(replace(facts, custom_attributes={}))
    assert len(filled["birthdate"]) == 10
    assert "@" in filled["email"]
    assert filled["family_name"]
    assert filled.keys() == set(facts.required_attributes)


def test_the_phone_number_is_the_persons_own() -> None:
    assert "phone_number" in FACTS.required_attributes
    assert "phone_number" not in fill_in(FACTS)


def test_what_only_an_operator_writes_is_left_to_one() -> None:
    assert "custom:level" not in fill_in(FACTS)
    assert "custom:level" in fill_in(FACTS, operator=True)
