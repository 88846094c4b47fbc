"""The page knows no attribute of its own: other settings make another form and profile."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.attributes import on_the_wire
from tests.web.cognito import answer
from tests.web.conftest import SCREENSHOTS, Site
from tests.web.person import Person
from tests.web.test_accessibility import violations

USERS = {"mutable": True, "writable": True}
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "custom:vat_id": {**USERS, "type": "String", "minLength": 4, "maxLength": 12},
    "custom:seats": {**USERS, "type": "Number", "minValue": 1, "maxValue": 500},
    "custom:validUntil": {**USERS, "type": "DateTime"},
    "custom:newsletter": {**USERS, "type": "Boolean"},
    "custom:born_in": {**USERS, "type": "String", "mutable": False},
    "custom:plan": {**USERS, "type": "String", "writable": False},
}


def _as_list(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in values.items()]


def _as_dict(attributes: list[dict[str, str]]) -> dict[str, str]:
    return {attribute["Name"]: attribute["Value"] for attribute in attributes}


def test_each_writable_attribute_is_a_field_of_its_type_in_their_order(
    open_page_with: Callable[..., Person], size: dict[str, int]
) -> None:
    person = open_page_with(attributes=ATTRIBUTES, size=size)
    person.goes_to("sign-up")
    person.sees("Create an account")
    inputs = person.page.locator("main input[name^='custom:']")
    names = [name for name, attribute in ATTRIBUTES.items() if attribute["writable"]]
    assert inputs.evaluate_all("all => all.map(each => each.name)") == names
    types = ["text", "text", "datetime-local", "checkbox", "text"]
    assert inputs.evaluate_all("all => all.map(each => each.type)") == types
    labels = ["Vat id", "Seats", "Valid until", "Newsletter", "Born in"]
    for name, label in zip(names, labels, strict=True):
        optional = "" if label == "Newsletter" else " (optional)"
        expect(person.attribute(name)).to_have_accessible_name(label + optional)
    expect(person.attribute("custom:vat_id")).to_have_attribute("maxlength", "12")
    person.reads("4 to 12 characters.")
    person.reads("From 1 to 500.")
    person.reads("This cannot be changed later.")
    person.fills_in_sign_up()
    album = SCREENSHOTS / "settings"
    person.keeps_picture(album, f"sign-up-{size['width']}", whole=True)
    assert violations(person) == []


REFUSED = [
    ("custom:vat_id", "DE1", "Vat id needs at least 4 characters."),
    ("custom:seats", "many", "Seats must be a number in plain digits"),
    ("custom:seats", "0", "Seats must be at least 1."),
    ("custom:seats", "1,000", "Seats must be a number in plain digits"),
    ("custom:seats", "501", "Seats must be at most 500."),
]


def test_what_cognito_would_refuse_is_told_before_it_is_sent(
    open_page_with: Callable[..., Person],
) -> None:
    person = open_page_with(attributes=ATTRIBUTES)
    asked = answer(person.page, SignUp={})
    person.fills_in_sign_up()
    for name, typed, sentence in REFUSED:
        allowed = person.attribute(name).input_value()
        person.attribute(name).fill(typed)
        person.presses("Create account")
        person.reads(sentence)
        expect(person.attribute(name)).to_be_focused()
        person.attribute(name).fill(allowed)
    assert asked == []


def test_half_a_date_is_not_taken_for_none(open_page_with: Callable[..., Person]) -> None:
    person = open_page_with(attributes=ATTRIBUTES)
    asked = answer(person.page, SignUp={})
    person.fills_in_sign_up()
    person.attribute("custom:validUntil").fill("")
    person.attribute("custom:validUntil").press("1")
    person.presses("Create account")
    person.reads("Valid until needs a whole date and time")
    assert asked == []


@pytest.mark.parametrize("filled", [True, False], ids=["filled in", "left empty"])
def test_a_sign_up_sends_what_was_filled_in_as_cognito_wants_it(
    open_page_with: Callable[..., Person], filled: bool
) -> None:
    person = open_page_with(attributes=ATTRIBUTES)
    asked = answer(person.page, SignUp={"UserConfirmed": False, "UserSub": "someone"})
    if not filled:
        person.answers = {}
    person.fills_in_sign_up()
    person.presses("Create account")
    person.sees("Enter the code")
    custom = {n: on_the_wire(given, ATTRIBUTES[n]) for n, given in person.answers.items()}
    sent = _as_dict(asked[0]["SignUp"]["UserAttributes"])
    assert sent == {"phone_number": person.phone, "name": person.name, **custom}


def test_a_reload_keeps_answers_of_every_type(open_page_with: Callable[..., Person]) -> None:
    person = open_page_with(attributes=ATTRIBUTES)
    person.fills_in_sign_up()
    person.page.reload()
    person.sees("Create an account")
    person.finds_answers()


def test_the_profile_edits_what_is_the_users_and_shows_the_rest(member: Person, site: Site) -> None:
    has = {
        "custom:vat_id": "DE123",
        "custom:validUntil": "2030-01-31T09:30:59.123Z",
        "custom:newsletter": "true",
        "custom:plan": "<b>gold</b>",
    }
    stored = _as_list({"name": member.name, "phone_number": member.phone, **has})
    site.alter_settings(member.page, attributes=ATTRIBUTES)
    asked = answer(
        member.page,
        GetUser={"Username": "someone", "UserAttributes": stored},
        UpdateUserAttributes={},
    )
    member.goes_to("profile")
    member.page.reload()
    member.sees("Your profile")
    inputs = member.page.locator("main input[name^='custom:']")
    editable = ["custom:vat_id", "custom:seats", "custom:validUntil", "custom:newsletter"]
    assert inputs.evaluate_all("all => all.map(each => each.name)") == editable
    expect(member.page.locator(".setting .facts")).to_have_text(
        ["Born inNot set", "Plan<b>gold</b>"]
    )
    expect(member.attribute("custom:newsletter")).to_be_checked()
    local = datetime(2030, 1, 31, 9, 30, tzinfo=UTC).astimezone().strftime("%Y-%m-%dT%H:%M")
    expect(member.attribute("custom:validUntil")).to_have_value(local)
    member.keeps_picture(SCREENSHOTS / "settings", "profile", whole=True)
    assert violations(member) == []
    member.attribute("custom:vat_id").fill("")
    member.attribute("custom:seats").fill("12")
    member.attribute("custom:newsletter").uncheck()
    member.presses("Save")
    member.reads("Your profile is saved.")
    sent = next(ask for ask in asked if "UpdateUserAttributes" in ask)["UpdateUserAttributes"]
    assert _as_dict(sent["UserAttributes"]) == {
        "name": member.name,
        "custom:vat_id": "",
        "custom:seats": "12",
        "custom:newsletter": "false",
    }


def test_the_session_shows_attributes_by_their_labels(member: Person, site: Site) -> None:
    """The claims are the deployment's own; that they are shown needs only their names."""
    texts = [name for name in member.answers if member.attributes[name]["type"] == "String"]
    for name in texts:
        value = member.page.locator(".id-card .facts dd", has_text=str(member.answers[name]))
        expect(value.first).to_be_visible()
    site.alter_settings(member.page, attributes={})
    member.page.reload()
    member.sees("Your account")
    expect(member.page.locator(".id-card .facts")).to_have_count(0)


def test_settings_without_attributes_and_countries_will_do(
    open_page_with: Callable[..., Person],
) -> None:
    person = open_page_with()
    person.fills_in_sign_up()
    assert person.page.locator("main input[name^='custom:']").count() == 0
    assert person.page.locator("main option").count() > 200
    person.presses("Create account")
    person.sees("Enter the code")
