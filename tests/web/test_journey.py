"""A newcomer's whole way through the page, as a person would go it."""

import json
from collections.abc import Callable

import pyotp
from playwright.sync_api import Request

from tests.web.attributes import on_the_wire
from tests.web.conftest import SCREENSHOTS
from tests.web.person import RESET_CODE, SIGN_UP_CODE, Person
from tests.web.window import PHONE

Album = Callable[..., None]


def test_a_newcomer_goes_the_whole_way(
    open_page: Callable[..., Person], size: dict[str, int]
) -> None:
    # Where views arrive with an animation, every click waits for it: that is for one of the two.
    person = open_page(size=size, motion="no-preference" if size is PHONE else "reduce")
    directory = SCREENSHOTS / ("phone" if size is PHONE else "desktop")

    def picture(name: str, *, whole: bool = False) -> None:
        person.keeps_picture(directory, name, whole=whole)

    person.sees("Your phone number is your account.")
    picture("01-welcome")
    _looks_around_as_a_guest(person, picture)
    _joins_after_a_wrong_code(person, picture)
    _calls_the_api_and_edits_the_profile(person, picture)
    _changes_the_password(person, picture)
    app = _sets_up_and_answers_totp(person, picture)
    _resets_a_forgotten_password(person, picture, app)
    person.goes_to("security")
    person.presses("Turn off")
    person.reads("The authenticator app is off.")
    person.signs_out()
    person.signs_in()


def _looks_around_as_a_guest(person: Person, picture: Album) -> None:
    person.follows("Look around as a guest")
    person.presses("Call GET /guest")
    person.reads('"authenticated": false')
    person.presses("Call GET /me")
    person.reads("Not accepted (401)")
    picture("02-guest")


def _joins_after_a_wrong_code(person: Person, picture: Album) -> None:
    person.fills_in_sign_up()
    person.reads(person.phone)  # as Cognito gets it, while it is typed
    picture("03-sign-up", whole=True)
    person.presses("Create account")
    person.sees("Enter the code")
    person.reads("no SMS is sent")
    person.types(code_from_the_SMS="000000")
    person.reads("That is not the right code.")
    picture("04-wrong-code")
    person.presses("Send a new code")
    person.reads("A new code is on its way.")
    person.types(code_from_the_SMS=SIGN_UP_CODE)
    person.sees("Your account")
    person.reads(person.name)
    picture("05-account", whole=True)


def _calls_the_api_and_edits_the_profile(person: Person, picture: Album) -> None:
    person.follows("For developers")
    person.reads("cognito:username")
    person.presses("Refresh")
    person.reads("You have new tokens.")
    person.follows("Call the API")
    person.presses("Call GET /me")
    for name, answer in person.answers.items():
        value = on_the_wire(answer, person.attributes[name])
        person.reads(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    person.presses("Call GET /guest")
    person.reads('"authenticated": true')
    picture("06-api")
    person.follows("Profile")
    person.finds_answers(in_profile=True)
    person.types(name="Ada Lovelace")
    emptied = [n for n in person.answers if person.attributes[n]["mutable"]][-1:]
    for name in emptied:
        person.answers[name] = person.empties(name)
    person.presses("Save")
    person.reads("Your profile is saved.")
    person.finds_answers(in_profile=True)
    picture("07-profile")
    person.follows("Account")
    person.reads("Ada Lovelace")


def _changes_the_password(person: Person, picture: Album) -> None:
    person.follows("Security")
    person.follows("Change password")
    person.types(current_password="Wrong-password-1", new_password="Another-password-1")
    person.presses("Change password")
    person.reads("Your current password is not right.")
    picture("08-password")
    person.types(current_password=person.password)
    person.password = "Another-password-1"
    person.presses("Change password")
    person.reads("Your password is changed.")


def _sets_up_and_answers_totp(person: Person, picture: Album) -> pyotp.TOTP:
    person.follows("Set up")
    person.sees("Set up an authenticator app")
    picture("09-totp")
    app = person.sets_up_totp()
    picture("10-security")
    person.signs_out()
    picture("11-signed-out")
    person.signs_in(then="One more step")
    picture("12-totp-challenge")
    person.types(code_from_your_app="000000" if app.now() != "000000" else "111111")
    person.reads("not the right code")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")
    return app


def _resets_a_forgotten_password(person: Person, picture: Album, app: pyotp.TOTP) -> None:
    person.presses("Sign out everywhere")
    person.reads("You are signed out on every device.")
    person.goes_to("sign-in")
    person.types(mobile_number=person.phone, password="Forgotten-password-1")
    person.presses("Sign in")
    person.reads("The number or the password is not right.")
    picture("13-wrong-password")
    person.follows("Forgot your password?")
    person.sees("Forgot your password?")
    person.presses("Send the code")  # the number has come along
    person.sees("Choose a new password")
    person.password = "Remembered-password-1"
    person.types(code_from_the_SMS=RESET_CODE, new_password=person.password)
    picture("14-reset")
    person.presses("Set password and sign in")
    person.sees("One more step")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")


def test_an_expired_session_refreshes_by_itself(member: Person) -> None:
    an_hour_later = "() => { const now = Date.now; Date.now = () => now() + 61 * 60 * 1000 }"
    member.page.evaluate(an_hour_later)  # until the next load: the window is for others too
    member.goes_to("api")
    with member.page.expect_request(_refreshes):
        member.presses("Call GET /me")
    member.reads("Answered (200).")


def _refreshes(request: Request) -> bool:
    body = request.post_data or ""
    return "REFRESH_TOKEN" in body or "RefreshToken" in body
