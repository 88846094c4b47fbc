"""The countries of the list are the deployment's own; a number of another is refused."""

from collections.abc import Callable

import phonenumbers
import pytest
from playwright.sync_api import expect

from stages import STAGES
from tests.web.cognito import refuse
from tests.web.person import Person

FRENCH = "+33639981234"  # kept for fiction by Arcep


@pytest.mark.parametrize("told_by", ["the page", "the gate"])
def test_a_number_of_a_country_that_is_not_served_is_refused_at_its_field(
    person: Person, told_by: str
) -> None:
    person.fills_in_sign_up()
    if told_by == "the page":
        person.types(mobile_number=_foreign_number())
    else:  # which knows more of numbers than the page does
        refuse(person.page, "SignUp", "UserLambdaValidationException")
    person.presses("Create account")
    person.reads("cannot be used here.")
    expect(person.field("Mobile number")).to_be_focused()
    expect(person.field("Mobile number")).to_have_attribute("aria-invalid", "true")


def _foreign_number() -> str:
    """Return a mobile number of a country that the stage does not text."""
    served = STAGES["local"].sign_up.allowed_countries
    codes = {phonenumbers.country_code_for_region(country) for country in served}
    foreign = next(
        country
        for country in ("FR", "JP", "BR", *sorted(phonenumbers.SUPPORTED_REGIONS))
        if phonenumbers.country_code_for_region(country) not in codes
    )
    example = phonenumbers.example_number_for_type(foreign, phonenumbers.PhoneNumberType.MOBILE)
    assert example
    return phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)


def test_only_countries_that_are_texted_are_offered_for_a_new_number(
    open_page_with: Callable[..., Person],
) -> None:
    person = open_page_with(countries=["JP", "FR"])
    for route in ("sign-up", "forgot"):
        person.goes_to(route)
        country = person.field("Country or region")
        expect(country.locator("option")).to_have_text(["France", "Japan"])
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


def test_a_number_is_marked_right_only_while_it_is_valid_and_not_refused(person: Person) -> None:
    mark = person.page.locator(".e164[data-complete]")
    person.fills_in_sign_up()
    expect(mark).to_have_text(person.phone)
    person.types(mobile_number="+1 015 555 0123")  # possible by its length; no area has that code
    person.reads("+10155550123")
    expect(mark).to_have_count(0)
    person.types(mobile_number=person.phone)
    expect(mark).to_have_count(1)
    refuse(person.page, "SignUp", "UserLambdaValidationException")
    person.presses("Create account")
    person.reads("This number cannot be used here.")
    expect(mark).to_have_count(0)


def test_the_calling_code_is_shown_once(person: Person) -> None:
    person.goes_to("sign-in")
    person.field("Country or region").select_option("GB")
    prefix = person.page.locator(".prefix")
    expect(prefix).to_have_text("+44")
    options = person.field("Country or region").locator("option")
    assert not [text for text in options.all_inner_texts() if "+" in text]
    person.types(mobile_number="+44 7700 900123")
    expect(prefix).to_be_hidden()
    person.field("Password").focus()
    expect(person.field("Mobile number")).to_have_value("07700 900123")
    expect(prefix).to_be_visible()


def test_a_country_is_found_by_typing_its_name(person: Person) -> None:
    person.goes_to("sign-in")
    person.field("Country or region").focus()
    person.page.keyboard.type("Portu")
    expect(person.field("Country or region")).to_have_value("PT")


def test_the_browsers_own_country_comes_first_where_it_is_texted(
    open_page_with: Callable[..., Person],
) -> None:
    person = open_page_with(countries=["DE", "US"])
    person.goes_to("sign-up")
    expect(person.field("Country or region")).to_have_value("US")


def test_who_signs_in_may_have_a_number_of_any_country(
    open_page_with: Callable[..., Person],
) -> None:
    person = open_page_with(countries=["JP", "FR"])
    person.goes_to("sign-in")
    country = person.field("Country or region")
    expect(country).to_have_value("JP")
    expect(country.locator("> option")).to_have_text(["France", "Japan"])
    expect(country.locator("optgroup option[value='DE']")).to_have_count(1)
    person.types(mobile_number="+44 7700 900123")
    expect(country).to_have_value("GB")
