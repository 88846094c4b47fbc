"""Tokens, numbers and passwords: where they are kept, and where never."""

import json
from collections.abc import Callable

from playwright.sync_api import Request

from tests.web.person import Person
from tests.web.sessions import Sessions
from tests.web.window import DESKTOP


def test_tokens_are_in_this_tab_only_and_signing_out_leaves_none_and_no_number(
    person: Person,
) -> None:
    person.joins()
    assert "eyJ" in _kept(person, "sessionStorage")
    assert "eyJ" not in _kept(person, "localStorage")
    person.signs_out()
    for where in ("localStorage", "sessionStorage"):
        assert "eyJ" not in _kept(person, where)
        assert person.phone[-7:] not in _kept(person, where)


def test_a_password_is_never_stored(person: Person) -> None:
    def kept() -> str:
        return _kept(person, "sessionStorage") + _kept(person, "localStorage")

    person.fills_in_sign_up()
    assert person.name in kept()
    assert person.password not in kept()
    person.presses("Create account")
    person.sees("Enter the code")
    assert person.password not in kept()
    person.confirms()
    assert person.password not in kept()


def test_signing_in_never_sends_the_password(
    open_page: Callable[..., Person], sessions: Sessions
) -> None:
    person = open_page(size=DESKTOP)
    sessions.registers(person)
    sent: list[str] = []

    def hear(request: Request) -> None:
        sent.append(request.post_data or "")

    person.page.on("request", hear)
    person.signs_in()
    person.page.remove_listener("request", hear)  # the window is for others too
    assert any("USER_SRP_AUTH" in body for body in sent)
    assert not any(person.password in body for body in sent)


def _kept(person: Person, where: str) -> str:
    return json.dumps(person.page.evaluate(f"() => ({{...{where}}})"))
