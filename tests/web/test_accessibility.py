"""WCAG 2.2 A and AA by axe-core on every view, and what axe cannot see: keyboard and focus."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from ops.web.bundle import WEB
from tests.web.conftest import SCREENSHOTS
from tests.web.person import Person
from tests.web.window import DESKTOP, PHONE

AXE = WEB / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A button goes from one scheme's colours to the other's in a moment, and through unreadable ones.
COLOURED = "() => !document.getAnimations().some(each => each instanceof CSSTransition)"
SIGNED_OUT = {
    "": "Your phone number is your account.",
    "sign-up": "Create an account",
    "sign-in": "Sign in",
    "code": "One more step",
    "sms-code": "One more step",
    "new-password": "Choose your password",
    "forgot": "Forgot your password?",
    "api": "Call the API",
}
SIGNED_IN = {
    "account": "Your account",
    "profile": "Your profile",
    "phone": "Change your number",
    "security": "Security",
    "password": "Change password",
    "delete-account": "Delete your account",
    "developers": "For developers",
    "totp": "Set up an authenticator app",
    "api": "Call the API",
}


def violations(person: Person) -> list[str]:
    """Return what axe objects to, a line each."""
    if not person.page.evaluate("() => 'axe' in window"):
        person.page.evaluate(AXE.read_text())
    found = person.page.evaluate(
        "rules => axe.run(document, { runOnly: rules })"
        ".then(({ violations }) => violations.flatMap(({ id, nodes }) =>"
        " nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`)))",
        RULES,
    )
    return list(found)


def _in_both_sizes_by_day_and_night(person: Person) -> Iterator[Path]:
    """Show the view on a phone and on a laptop, in both schemes, and give each one's album."""
    for size, window in (("phone", PHONE), ("desktop", DESKTOP)):
        person.resizes(window)
        for scheme in ("light", "dark"):
            person.page.emulate_media(color_scheme=scheme)
            person.page.wait_for_function(COLOURED)
            yield SCREENSHOTS / f"{size}-{scheme}"


def _is_free_of_violations(person: Person, picture: str | None = None) -> None:
    for album in _in_both_sizes_by_day_and_night(person):
        if picture:
            person.keeps_picture(album, picture)
        assert violations(person) == [], album.name


def _inspect(person: Person, views: dict[str, str]) -> None:
    for route, heading in views.items():
        person.goes_to(route)
        person.sees(heading)
        _is_free_of_violations(person, route or "welcome")


def test_signed_out_views_have_no_violations(person: Person) -> None:
    person.has_begun_to_sign_in()
    _inspect(person, SIGNED_OUT)


def test_signed_in_views_have_no_violations(member: Person) -> None:
    _inspect(member, SIGNED_IN)
    member.presses("Call GET /me")
    member.reads("Answered (200).")
    _is_free_of_violations(member)


def test_views_with_errors_and_codes_have_no_violations(person: Person) -> None:
    person.goes_to("sign-up")
    person.presses("Create account")
    person.reads("Enter your name.")
    _is_free_of_violations(person, "errors")
    person.signs_up()
    _is_free_of_violations(person)
    person.types(code_from_the_SMS="000000")
    person.reads("That is not the right code.")
    _is_free_of_violations(person)


def test_views_that_wait_for_another_code_have_no_violations(member: Person) -> None:
    member.page.evaluate(
        "number => sessionStorage.setItem('phone-auth.draft.verifying', number)", member.phone
    )
    _inspect(member, {"phone-code": "Verify your new number"})
    member.signs_out()
    member.goes_to("forgot")
    member.types(mobile_number=member.phone)
    member.presses("Send the code")
    _inspect(member, {"reset": "Choose a new password"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_really_asked(person: Person, scheme: Any) -> None:
    person.page.locator("#app h1").evaluate(
        "e => e.style.cssText = 'color: light-dark(#eee, #333)'"
    )
    person.page.emulate_media(color_scheme=scheme)
    assert any(line.startswith("color-contrast") for line in violations(person))


def test_a_new_view_takes_the_focus_to_its_heading(person: Person) -> None:
    person.follows("Create an account")
    expect(person.page.get_by_role("heading", level=1)).to_be_focused()
    assert person.page.title() == "Create an account · Phone sign-in"


def test_a_form_with_problems_takes_the_focus_to_the_first(person: Person) -> None:
    person.fills_in_sign_up()
    person.types(name="", password="")
    person.presses("Create account")
    expect(person.field("Name")).to_be_focused()
    described = person.field("Name").get_attribute("aria-describedby") or ""
    expect(person.page.locator(f"#{described.split()[0]}")).to_have_text("Enter your name.")


def test_the_whole_sign_up_works_by_keyboard_alone(person: Person) -> None:
    keyboard = person.page.keyboard

    def tab(times: int = 1) -> None:
        for _ in range(times):
            keyboard.press("Tab")

    person.sees("Your phone number is your account.")
    tab(3)  # past the skip link and the brand
    keyboard.press("Enter")
    person.sees("Create an account")
    tab(2)  # the country, then the number
    keyboard.type(person.phone)
    tab()
    keyboard.type(person.name)
    _answers_by_keyboard(person)
    keyboard.type(person.password)
    keyboard.press("Enter")
    person.sees("Enter the code")
    keyboard.type("123456")  # the field has the focus, and sends itself
    person.sees("Your account")


def _answers_by_keyboard(person: Person) -> None:
    """Fill in what the Tab key comes by on its way to the password; a date has many stops."""
    for _ in range(100):
        person.page.keyboard.press("Tab")
        name = person.page.evaluate("() => document.activeElement.name")
        if name == "password":
            return
        answer = person.answers[name]
        if person.attributes[name]["type"] != "DateTime":
            person.page.keyboard.type(" " if answer is True else str(answer))
    raise AssertionError("the Tab key never came to the password")


def test_the_skip_link_leads_past_the_tabs(member: Person) -> None:
    member.page.reload()
    member.sees("Your account")
    member.page.keyboard.press("Tab")
    member.page.keyboard.press("Enter")
    expect(member.page.get_by_role("heading", level=1)).to_be_focused()
    member.sees("Your account")
