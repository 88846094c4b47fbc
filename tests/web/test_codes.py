"""The code field: ready at once, takes what people paste, and sends itself."""

import pytest
from playwright.sync_api import expect

from tests.web.cognito import refuse
from tests.web.person import SIGN_UP_CODE, Person
from tests.web.sessions import Sessions


def _digits(zero: int) -> str:
    """Return the code in the digits of a script, by the code point of its zero."""
    return "".join(chr(zero + int(digit)) for digit in SIGN_UP_CODE)


@pytest.mark.parametrize(
    "typed",
    ["Your code is 123 456.", _digits(0x0660), _digits(0xFF10)],
    ids=["sentence", "Arabic", "full-width"],
)
def test_a_code_in_any_form_sends_itself_from_the_field_that_has_the_focus(
    person: Person, typed: str
) -> None:
    person.signs_up()
    expect(person.field("Code from the SMS")).to_be_focused()
    person.page.keyboard.insert_text(typed)
    person.sees("Your account")


def test_a_new_code_can_be_asked_for_when_the_seconds_are_over(person: Person) -> None:
    person.signs_up()
    person.presses("Send a new code")
    person.reads("A new code is on its way.")
    waiting = person.page.get_by_role("button", name="Send a new code in")
    expect(waiting).to_be_disabled()
    expect(person.field("Code from the SMS")).to_be_focused()
    person.page.reload()
    expect(waiting).to_be_disabled()
    person.page.evaluate(
        "() => sessionStorage.setItem('phone-auth.draft.resting', String(Date.now() + 1000))"
    )
    person.page.reload()
    expect(person.page.get_by_role("button", name="Send a new code", exact=True)).to_be_enabled()


def test_a_code_that_could_not_be_sent_at_sign_in_is_told_with_its_cause(person: Person) -> None:
    person.signs_up()
    refuse(person.page, "ResendConfirmationCode", "LimitExceededException")
    person.signs_in(then="Enter the code")
    person.reads("No new code was sent: Too many attempts in a short time.")
    person.presses("Send a new code")
    expect(person.page.get_by_role("alert").first).to_have_text(
        "Too many attempts in a short time. Wait a few minutes, then try again."
    )


def test_nobody_is_asked_for_what_a_sign_in_that_they_have_not_begun_would_ask(
    person: Person,
) -> None:
    for route in ("code", "sms-code", "new-password"):
        person.goes_to(route)
        person.sees("Sign in")
        person.reads("Please sign in first.")


def test_change_it_finds_the_form_as_it_was_left(person: Person) -> None:
    person.signs_up()
    person.follows("Change it")
    person.sees("Create an account")
    person.reads(person.phone)
    expect(person.field("Name")).to_have_value(person.name)
    person.finds_answers()
    expect(person.field("Password")).to_have_value("")


def test_who_had_to_sign_in_comes_to_where_they_wanted_to_go(
    person: Person, sessions: Sessions
) -> None:
    sessions.registers(person)
    person.goes_to("profile")
    person.reads("Please sign in first.")
    person.signs_in(then="Your profile")
