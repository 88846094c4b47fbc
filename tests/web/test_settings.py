"""The page knows no attribute and no country of its own: other settings make another form."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.web.attributes import answers, on_the_wire
from tests.web.conftest import DESKTOP, SCREENSHOTS, Site
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
FRENCH = "+33639981234"  # kept for fiction by Arcep
Seat = Callable[..., Person]


@pytest.fixture
def seat(open_page: Callable[..., Person], site: Site) -> Seat:
    """Seat a person at the page of a deployment with other attributes or countries."""

    def open_with(*, size: dict[str, int] = DESKTOP, **custom: Any) -> Person:
        person = open_page(path="icon.svg", size=size)
        person.attributes = custom.get("attributes", {})
        person.answers = answers(person.attributes)
        _change_settings(person, site, **custom)
        person.page.goto(site.address)
        return person

    return open_with


def _change_settings(person: Person, site: Site, **custom: Any) -> None:
    settings = site.settings
    del settings["custom"]["attributes"]
    settings["custom"].pop("countries", None)
    settings["custom"] |= custom
    person.page.route("**/amplify_outputs.json", lambda route: route.fulfill(json=settings))


def _cognito(person: Person, **responses: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer operations of Cognito; what they were asked is gathered in the list returned."""
    asked: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        target = route.request.headers.get("x-amz-target", "").rpartition(".")[2]
        if target not in responses:
            return route.fallback()
        asked.append({target: json.loads(route.request.post_data or "{}")})
        return route.fulfill(
            headers={"access-control-allow-origin": "*"},
            content_type="application/x-amz-json-1.1",
            body=json.dumps(responses[target]),
        )

    person.page.route("**/*", answer)
    return asked


def _as_list(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in values.items()]


def _as_dict(attributes: list[dict[str, str]]) -> dict[str, str]:
    return {attribute["Name"]: attribute["Value"] for attribute in attributes}


def test_each_writable_attribute_is_a_field_of_its_type_in_their_order(
    seat: Seat, size: dict[str, int]
) -> None:
    person = seat(attributes=ATTRIBUTES, size=size)
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


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("custom:vat_id", "DE1", "Vat id needs at least 4 characters."),
        ("custom:seats", "many", "Seats must be a number in plain digits"),
        ("custom:seats", "1,000", "Seats must be a number in plain digits"),
        ("custom:seats", "0", "Seats must be at least 1."),
        ("custom:seats", "501", "Seats must be at most 500."),
    ],
)
def test_what_cognito_would_refuse_is_told_before_it_is_sent(
    seat: Seat, name: str, typed: str, sentence: str
) -> None:
    person = seat(attributes=ATTRIBUTES)
    asked = _cognito(person, SignUp={})
    person.fills_in_sign_up()
    person.attribute(name).fill(typed)
    person.presses("Create account")
    person.reads(sentence)
    expect(person.attribute(name)).to_be_focused()
    assert asked == []


def test_half_a_date_is_not_taken_for_none(seat: Seat) -> None:
    person = seat(attributes=ATTRIBUTES)
    asked = _cognito(person, SignUp={})
    person.fills_in_sign_up()
    person.attribute("custom:validUntil").fill("")
    person.attribute("custom:validUntil").press("1")
    person.presses("Create account")
    person.reads("Valid until needs a whole date and time")
    assert asked == []


@pytest.mark.parametrize("filled", [True, False], ids=["filled in", "left empty"])
def test_a_sign_up_sends_what_was_filled_in_as_cognito_wants_it(seat: Seat, filled: bool) -> None:
    person = seat(attributes=ATTRIBUTES)
    asked = _cognito(person, SignUp={"UserConfirmed": False, "UserSub": "someone"})
    if not filled:
        person.answers = {}
    person.fills_in_sign_up()
    person.presses("Create account")
    person.sees("Enter the code")
    custom = {n: on_the_wire(answer, ATTRIBUTES[n]) for n, answer in person.answers.items()}
    sent = _as_dict(asked[0]["SignUp"]["UserAttributes"])
    assert sent == {"phone_number": person.phone, "name": person.name, **custom}


def test_a_reload_keeps_answers_of_every_type(seat: Seat) -> None:
    person = seat(attributes=ATTRIBUTES)
    person.fills_in_sign_up()
    person.page.reload()
    person.sees("Create an account")
    person.finds_answers()


def test_the_profile_edits_what_is_the_users_and_shows_the_rest(person: Person, site: Site) -> None:
    has = {
        "custom:vat_id": "DE123",
        "custom:validUntil": "2030-01-31T09:30:59.123Z",
        "custom:newsletter": "true",
        "custom:plan": "<b>gold</b>",
    }
    person.joins()
    stored = _as_list({"name": person.name, "phone_number": person.phone, **has})
    _change_settings(person, site, attributes=ATTRIBUTES)
    asked = _cognito(
        person, GetUser={"Username": "someone", "UserAttributes": stored}, UpdateUserAttributes={}
    )
    person.goes_to("profile")
    person.page.reload()
    person.sees("Your profile")
    inputs = person.page.locator("main input[name^='custom:']")
    editable = ["custom:vat_id", "custom:seats", "custom:validUntil", "custom:newsletter"]
    assert inputs.evaluate_all("all => all.map(each => each.name)") == editable
    expect(person.page.locator(".setting .facts")).to_have_text(
        ["Born inNot set", "Plan<b>gold</b>"]
    )
    expect(person.attribute("custom:newsletter")).to_be_checked()
    local = datetime(2030, 1, 31, 9, 30, tzinfo=UTC).astimezone().strftime("%Y-%m-%dT%H:%M")
    expect(person.attribute("custom:validUntil")).to_have_value(local)
    person.keeps_picture(SCREENSHOTS / "settings", "profile", whole=True)
    assert violations(person) == []
    person.attribute("custom:vat_id").fill("")
    person.attribute("custom:seats").fill("12")
    person.attribute("custom:newsletter").uncheck()
    person.presses("Save")
    person.reads("Your profile is saved.")
    sent = next(ask for ask in asked if "UpdateUserAttributes" in ask)["UpdateUserAttributes"]
    assert _as_dict(sent["UserAttributes"]) == {
        "name": person.name,
        "custom:vat_id": "",
        "custom:seats": "12",
        "custom:newsletter": "false",
    }


def test_the_session_shows_attributes_by_their_labels(person: Person, site: Site) -> None:
    """The claims are the deployment's own; that they are shown needs only their names."""
    person.joins()
    texts = [name for name in person.answers if person.attributes[name]["type"] == "String"]
    for name in texts:
        value = person.page.locator(".id-card .facts dd", has_text=str(person.answers[name]))
        expect(value.first).to_be_visible()
    _change_settings(person, site, attributes={})
    person.page.reload()
    person.sees("Your session")
    expect(person.page.locator(".id-card .facts")).to_have_count(0)


def test_only_countries_that_are_texted_are_offered_for_a_new_number(seat: Seat) -> None:
    person = seat(countries=["JP", "FR"])
    for route in ("sign-up", "forgot"):
        person.goes_to(route)
        country = person.field("Country or region")
        expect(country.locator("option")).to_have_text(["France (+33)", "Japan (+81)"])
        expect(country).to_have_value("JP")  # the first, for the browser is an American one
    person.goes_to("sign-up")
    person.types_number(FRENCH)
    person.reads(FRENCH)
    person.types(mobile_number="+44 7700 900123")
    person.reads("Numbers of this country cannot be used here.")
    expect(person.field("Country or region")).to_have_value("FR")
    person.types(mobile_number="+33 6 39 98 12 34")
    person.reads(FRENCH)
    expect(person.page.get_by_text("cannot be used here")).to_have_count(0)


def test_the_browsers_own_country_comes_first_where_it_is_texted(seat: Seat) -> None:
    person = seat(countries=["DE", "US"])
    person.goes_to("sign-up")
    expect(person.field("Country or region")).to_have_value("US")


def test_who_signs_in_may_have_a_number_of_any_country(seat: Seat) -> None:
    person = seat(countries=["JP", "FR"])
    person.goes_to("sign-in")
    country = person.field("Country or region")
    expect(country).to_have_value("JP")
    expect(country.locator("> option")).to_have_text(["France (+33)", "Japan (+81)"])
    expect(country.locator("optgroup option[value='DE']")).to_have_count(1)
    person.types(mobile_number="+44 7700 900123")
    expect(country).to_have_value("GB")


def test_settings_without_attributes_and_countries_will_do(seat: Seat) -> None:
    person = seat()
    person.fills_in_sign_up()
    assert person.page.locator("main input[name^='custom:']").count() == 0
    assert person.page.locator("main option").count() > 200
    person.presses("Create account")
    person.sees("Enter the code")
