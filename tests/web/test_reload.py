"""The back button and a reload, in the middle of every flow."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.person import RESET_CODE, SIGN_UP_CODE, Person
from tests.web.sessions import Sessions


def test_a_reload_keeps_what_was_typed_into_the_sign_up_form_but_the_password(
    person: Person,
) -> None:
    person.fills_in_sign_up()
    person.page.reload()
    person.sees("Create an account")
    person.reads(person.phone)
    expect(person.field("Name")).to_have_value(person.name)
    person.finds_answers()
    expect(person.field("Password")).to_have_value("")


def test_the_chosen_country_survives_a_reload(person: Person) -> None:
    person.goes_to("sign-in")  # where every country is welcome
    person.field("Country or region").select_option("GB")
    person.types(mobile_number="07700 900123")
    person.reads("+447700900123")
    person.page.reload()
    person.reads("+447700900123")


def test_a_code_can_be_entered_after_a_reload(person: Person) -> None:
    person.signs_up()
    person.page.reload()
    person.sees("Enter the code")
    person.types(code_from_the_SMS=SIGN_UP_CODE)
    # The password was in memory only: it has to be typed again, the number does not.
    person.sees("Sign in")
    person.reads("Your number is confirmed.")
    person.types(password=person.password)
    person.presses("Sign in")
    person.sees("Your account")


def test_back_from_the_code_finds_the_form_as_it_was_and_forward_the_code(person: Person) -> None:
    person.signs_up()
    person.page.go_back()
    person.sees("Create an account")
    person.reads(person.phone)
    person.page.go_forward()
    person.sees("Enter the code")
    person.confirms()


def test_signing_up_again_instead_of_confirming_leads_to_the_code(person: Person) -> None:
    person.signs_up()
    person.fills_in_sign_up()
    person.presses("Create account")
    person.reads("There is already an account with this number.")
    person.follows("Sign in instead")
    person.sees("Sign in")  # both views have a password
    person.types(password=person.password)
    person.presses("Sign in")
    person.sees("Enter the code")
    person.reads("still has to be confirmed")
    person.confirms()


def test_the_second_factor_can_be_answered_after_a_reload(
    person: Person, sessions: Sessions
) -> None:
    app = sessions.enrols(person)
    person.signs_in(then="One more step")
    person.page.reload()
    person.sees("One more step")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")


def test_back_from_the_second_factor_allows_a_new_start(person: Person, sessions: Sessions) -> None:
    app = sessions.enrols(person)
    person.signs_in(then="One more step")
    person.page.go_back()
    person.sees("Sign in")
    person.signs_in(then="One more step")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")


def test_a_second_factor_that_comes_too_late_says_how_to_start_again(person: Person) -> None:
    person.has_begun_to_sign_in()
    person.goes_to("code")
    person.types(code_from_your_app="123456")
    person.reads("took longer than three minutes")
    person.page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    person.sees("Sign in")


def test_a_password_can_be_reset_after_a_reload_and_after_going_back(
    person: Person, sessions: Sessions
) -> None:
    sessions.registers(person)
    person.goes_to("forgot")
    person.types(mobile_number=person.phone)
    person.presses("Send the code")
    person.sees("Choose a new password")
    person.page.go_back()
    person.sees("Forgot your password?")
    person.page.go_forward()
    person.page.reload()
    person.sees("Choose a new password")
    person.types(code_from_the_SMS=RESET_CODE, new_password="Remembered-password-1")
    person.presses("Set password and sign in")
    person.sees("Your account")


def test_the_authenticator_set_up_starts_afresh_after_a_reload(member: Person) -> None:
    member.goes_to("totp")
    key = member.page.locator(".key").inner_text()
    member.page.reload()
    expect(member.page.locator(".key")).not_to_have_text(key)
    member.sets_up_totp()


def test_unsaved_changes_of_the_profile_survive_a_reload(member: Person) -> None:
    member.goes_to("profile")
    member.types(name="Ada Lovelace")
    member.page.reload()
    expect(member.field("Name")).to_have_value("Ada Lovelace")
    member.reads("These changes are not saved yet.")
    member.presses("Save")
    member.reads("Your profile is saved.")


def test_a_session_survives_a_reload(person: Person) -> None:
    person.joins().page.reload()
    person.sees("Your account")


def test_back_after_signing_out_does_not_show_the_session(member: Person) -> None:
    member.signs_out()
    member.page.go_back()
    member.sees("Sign in")
    member.reads("Please sign in first.")


def test_back_after_signing_in_does_not_ask_to_sign_in_again(person: Person) -> None:
    person.joins().page.go_back()
    person.sees("Your account")


def test_every_view_opens_by_its_address(open_page: Callable[..., Person]) -> None:
    open_page(path="#/forgot").sees("Forgot your password?")
    open_page(path="#/api").sees("Call the API")
    open_page(path="#/no-such-view").sees("Your phone number is your account.")
    open_page(path="#/__proto__").sees("Your phone number is your account.")
    open_page(path="#/profile").reads("Please sign in first.")
