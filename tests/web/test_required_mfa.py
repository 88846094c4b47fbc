"""A pool that demands a second factor, or has several of a person's: what the page answers.

MiniStack asks neither by itself. Its answer to the password is replaced by the one that Cognito
documents (API reference, RespondToAuthChallenge: MFA_SETUP with MFAS_CAN_SETUP, SELECT_MFA_TYPE
with MFAS_CAN_CHOOSE); all that follows, the key, the check of the code and the tokens, is the
deployment's own.
"""

import json
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Route

from tests.web.conftest import SCREENSHOTS
from tests.web.person import Person
from tests.web.sessions import Sessions
from tests.web.test_accessibility import violations


def _demands_mfa(person: Person, *methods: str) -> None:
    def respond(route: Route) -> None:
        if '"PASSWORD_VERIFIER"' not in (route.request.post_data or ""):
            return route.fallback()
        return _answers(
            route,
            ChallengeName="MFA_SETUP",
            Session="a-session-of-at-least-twenty-characters",
            ChallengeParameters={"MFAS_CAN_SETUP": json.dumps(methods)},
        )

    person.page.route("**/*", respond)


def _lets_choose(person: Person, *methods: str) -> list[dict[str, str]]:
    """Ask which factor it shall be; what is chosen is in the list returned.

    The deployment has asked for the app already: that is what the choice is answered by.
    """
    chosen: list[dict[str, str]] = []
    waiting: dict[str, Any] = {}

    def respond(route: Route) -> None:
        asked = json.loads(route.request.post_data or "{}")
        match asked.get("ChallengeName"):
            case "PASSWORD_VERIFIER":
                waiting.update(route.fetch().json())
                parameters = {"MFAS_CAN_CHOOSE": json.dumps(methods)}
                changed = {"ChallengeName": "SELECT_MFA_TYPE", "ChallengeParameters": parameters}
                _answers(route, **waiting | changed)
            case "SELECT_MFA_TYPE":
                chosen.append(asked["ChallengeResponses"])
                _answers(route, **waiting)
            case _:
                route.fallback()

    person.page.route("**/*", respond)
    return chosen


def _answers(route: Route, **body: Any) -> None:
    route.fulfill(
        headers={"access-control-allow-origin": "*"},
        content_type="application/x-amz-json-1.1",
        body=json.dumps(body),
    )


@pytest.mark.parametrize(
    "methods",
    [
        ("SOFTWARE_TOKEN_MFA",),
        ("SMS_MFA", "SOFTWARE_TOKEN_MFA"),
        ("SOFTWARE_TOKEN_MFA", "EMAIL_OTP"),
    ],
    ids=" or ".join,
)
def test_who_has_no_second_factor_sets_up_an_app_and_is_signed_in(
    person: Person, sessions: Sessions, methods: tuple[str, ...]
) -> None:
    sessions.registers(person)
    _demands_mfa(person, *methods)
    person.signs_in(then="Set up an authenticator app")
    app = pyotp.TOTP(person.page.locator(".key").inner_text().replace(" ", ""))
    assert violations(person) == []
    person.keeps_picture(SCREENSHOTS / "phone", "16-required-totp", whole=True)
    person.types(code_from_your_app="000000" if app.now() != "000000" else "111111")
    person.reads("That code does not fit.")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")
    person.reads("You are signed in.")


def test_a_reload_of_the_set_up_says_how_to_start_again(person: Person, sessions: Sessions) -> None:
    sessions.registers(person)
    _demands_mfa(person, "SOFTWARE_TOKEN_MFA")
    person.signs_in(then="Set up an authenticator app")
    person.page.reload()
    person.sees("Sign in")
    person.reads("Start again: sign in, and you can set up your app.")
    person.signs_in(then="Set up an authenticator app")


def test_a_second_factor_that_the_page_cannot_set_up_is_told(
    person: Person, sessions: Sessions
) -> None:
    sessions.registers(person)
    _demands_mfa(person, "EMAIL_OTP")
    person.goes_to("sign-in")
    person.types(mobile_number=person.phone, password=person.password)
    person.presses("Sign in")
    person.reads("No second factor is set up that this pool accepts.")


def test_of_two_factors_the_app_is_chosen_for_it_costs_no_sms(
    person: Person, sessions: Sessions
) -> None:
    app = sessions.enrols(person)
    chosen = _lets_choose(person, "SMS_MFA", "SOFTWARE_TOKEN_MFA")
    person.signs_in(then="One more step")
    person.types(code_from_your_app=app.now())
    person.sees("Your account")
    assert [answer["ANSWER"] for answer in chosen] == ["SOFTWARE_TOKEN_MFA"]


def test_without_an_app_the_sms_is_chosen(person: Person, sessions: Sessions) -> None:
    sessions.enrols(person)
    chosen = _lets_choose(person, "EMAIL_OTP", "SMS_MFA")
    person.signs_in(then="One more step")
    assert [answer["ANSWER"] for answer in chosen] == ["SMS_MFA"]


def test_a_choice_of_factors_that_the_page_does_not_know_is_told(
    person: Person, sessions: Sessions
) -> None:
    sessions.enrols(person)
    chosen = _lets_choose(person, "EMAIL_OTP")
    person.goes_to("sign-in")
    person.types(mobile_number=person.phone, password=person.password)
    person.presses("Sign in")
    person.reads("No second factor is set up that this pool accepts.")
    assert chosen == []
