"""The account that a password manager keeps: the full number, and the password beside it.

What password managers go by is one user name, directly before the password, in the same form
(https://www.chromium.org/developers/design-documents/form-styles-that-chromium-understands/).
Chromium's own says what it makes of that at chrome://password-manager-internals; it saves only
after its own dialogue, which no page and no test can press.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from ops.web.server import PORT
from tests.browser import QUIET
from tests.web.conftest import Site
from tests.web.person import Person
from tests.web.sessions import Sessions

# The fields of the form around the first password, by what they tell a password manager.
FIELDS = """() => [...document.querySelector('main [type=password]').form.elements]
    .filter(each => each.tagName === 'INPUT')
    .map(({ autocomplete, value }) => [autocomplete, value])"""
PASSWORDS = ("current-password", "new-password")


def _keeps_number_before_password(person: Person) -> None:
    fields = person.page.evaluate(FIELDS)
    kinds = [kind for kind, _ in fields]
    assert kinds.count("username") == 1
    at = kinds.index("username")
    assert fields[at][1] == person.phone
    assert kinds[at + 1] in PASSWORDS
    assert not set(kinds[:at]) & set(PASSWORDS)


@pytest.mark.parametrize("route", ["sign-up", "sign-in"])
def test_the_full_number_is_the_user_name_directly_before_the_password(
    person: Person, route: str
) -> None:
    person.goes_to(route)
    person.types_number(person.phone)
    person.types(password=person.password)
    _keeps_number_before_password(person)


def test_a_changed_password_is_kept_for_the_same_number(member: Person) -> None:
    member.goes_to("password")
    member.sees("Change password")
    _keeps_number_before_password(member)


def test_a_password_that_is_reset_is_kept_for_the_same_number(
    person: Person, sessions: Sessions
) -> None:
    sessions.registers(person)
    person.goes_to("forgot")
    person.types_number(person.phone)
    person.presses("Send the code")
    person.sees("Choose a new password")
    _keeps_number_before_password(person)


def test_an_account_that_is_filled_in_is_signed_in_with(person: Person, sessions: Sessions) -> None:
    sessions.registers(person)
    person.goes_to("sign-in")
    name = person.page.locator("main [autocomplete=username]")
    name.evaluate(
        "(input, number) => { input.value = number; input.dispatchEvent(new Event('change')) }",
        person.phone,
    )
    expect(person.field("Mobile number")).not_to_have_value("")
    person.types(password=person.password)
    person.presses("Sign in")
    person.sees("Your account")


@pytest.fixture
def managed(
    playwright: Playwright,
    full_chromium: str,
    site: Site,
    tmp_path: Path,
    new_phone_number: Callable[[], str],
) -> Iterator[tuple[Person, Page]]:
    """A person in a browser whose password manager is on, and the page where that says its mind."""
    rules = f"--host-resolver-rules=MAP 127.0.0.1:{PORT} 127.0.0.1:{site.port}"
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=full_chromium, args=[*QUIET, rules]
    )
    internals = context.new_page()
    internals.goto("chrome://password-manager-internals")
    page = context.new_page()
    page.goto(site.address)
    yield Person(page, new_phone_number(), site.settings["custom"]["attributes"]), internals
    context.close()


def test_chromium_takes_the_number_as_the_user_name_and_offers_to_save_it(
    managed: tuple[Person, Page],
) -> None:
    person, internals = managed
    person.signs_up()
    expect(internals.locator("body")).to_contain_text("Show password prompt")
    said = internals.locator("body").inner_text()
    before, _, after = said.partition("Successful submission indicator event: XHR_SUCCEEDED")
    assert re.findall(r"Username element\s*:\s*(\S*) ,", before)[-1] == "username"
    assert re.findall(r"New password element\s*:\s*(\S*) ,", before)[-1] == "password"
    assert "Decision: ASK the user" in after
