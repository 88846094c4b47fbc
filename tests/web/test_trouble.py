"""What a person sees when something else goes wrong: a sentence, a way out, and nothing lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.cognito import refuse
from tests.web.conftest import SCREENSHOTS, Site
from tests.web.person import Person


def _api(page: Page, status: int | None) -> None:
    """Let the API answer with a status, or not at all."""

    def answer(route: Route) -> None:
        if status is None:
            route.abort("connectionrefused")
        else:
            route.fulfill(
                status=status,
                headers={"access-control-allow-origin": "*"},
                content_type="application/json",
                body='{"message": "no"}',
            )

    page.route("**/_aws/execute-api/**", answer)


UNANSWERED = {
    401: "Not accepted (401)",
    403: "Not allowed (403)",
    429: "Too many requests (429)",
    500: "The API had a problem of its own (500)",
    None: "The API cannot be reached.",
}


def test_a_refusing_or_dead_api_is_explained_and_can_be_called_again(member: Person) -> None:
    member.goes_to("api")
    for status, sentence in UNANSWERED.items():
        _api(member.page, status)
        for call in ("GET /me", "GET /guest"):
            member.presses(f"Call {call}")
            expect(member.page.get_by_text(sentence)).to_have_count(1 if call == "GET /me" else 2)
        member.keeps_picture(SCREENSHOTS / "trouble", f"api-{status or 'dead'}")
        member.page.unroute("**/_aws/execute-api/**")
        member.presses("Call GET /me")
        member.reads("Answered (200).")


def test_a_view_whose_code_does_not_come_says_so_and_can_be_opened_again(person: Person) -> None:
    person.page.route("**/assets/api-*", lambda route: route.abort("internetdisconnected"))
    person.follows("Look around as a guest")
    person.sees("Call the API")
    person.reads("Check your connection and try again")
    person.page.unroute("**/assets/api-*")
    person.page.go_back()
    person.follows("Look around as a guest")
    person.presses("Call GET /guest")
    person.reads("Answered (200).")


def test_a_dead_sign_in_service_loses_nothing_that_was_typed(person: Person) -> None:
    person.fills_in_sign_up()
    person.page.route("**/*", lambda route: route.abort("connectionrefused"))
    person.presses("Create account")
    person.reads("The sign-in service cannot be reached.")
    person.keeps_picture(SCREENSHOTS / "trouble", "cognito-dead")
    expect(person.field("Password")).to_have_value(person.password)
    expect(person.field("Name")).to_have_value(person.name)
    person.page.unroute("**/*")
    person.presses("Create account")
    person.sees("Enter the code")


def test_sign_out_everywhere_does_not_claim_what_did_not_happen(member: Person) -> None:
    member.page.route("**/*", lambda route: route.abort("connectionrefused"))
    member.presses("Sign out everywhere")
    member.reads("The sign-in service cannot be reached.")
    member.sees("Your account")


# No sentence comes twice in a row: the one before would be taken for it.
REFUSALS = [
    ("TooManyRequestsException", "Rate exceeded", "Too many attempts"),
    ("InternalErrorException", "boom", "had a problem of its own"),
    ("LimitExceededException", "Attempt limit exceeded", "Too many attempts"),
    ("NotAuthorizedException", "User is disabled.", "This account is switched off."),
    ("NotAuthorizedException", "Password attempts exceeded", "Too many attempts"),
    ("SomethingNewException", "<b>secret</b> detail", "had a problem of its own"),
    ("ForbiddenException", "Request not allowed", "blocked by the web firewall"),
]


def test_each_refusal_of_a_sign_in_is_a_sentence(person: Person) -> None:
    person.goes_to("sign-in")
    person.types(mobile_number=person.phone, password="Some-password-1")
    for name, message, sentence in REFUSALS:
        refuse(person.page, "InitiateAuth", name, message=message)
        person.presses("Sign in")
        person.reads(sentence)
        expect(person.page.get_by_text(message, exact=True)).to_have_count(0)
        expect(person.field("Password")).to_have_value("Some-password-1")


def test_an_incomplete_number_never_reaches_the_service(person: Person) -> None:
    person.fills_in_sign_up()
    person.types(mobile_number="123")
    person.presses("Create account")
    person.reads("Enter a complete phone number")
    expect(person.field("Mobile number")).to_be_focused()


def test_a_weak_password_is_told_what_it_needs(person: Person) -> None:
    person.fills_in_sign_up()
    person.types(password="weak")
    person.presses("Create account")
    person.reads("Your password still needs at least 14 characters, an uppercase letter, a digit")
    expect(person.field("Password")).to_be_focused()


def test_a_button_shows_its_work_and_takes_no_second_press(person: Person) -> None:
    person.fills_in_sign_up()
    waiting: list[Route] = []

    def hold(route: Route) -> None:  # Playwright marks its handlers, which a list's method forbids
        waiting.append(route)

    person.page.route("**/*", hold)
    person.presses("Create account")
    busy = person.page.get_by_role("button", name="Creating your account…")
    expect(busy).to_have_attribute("aria-busy", "true")
    busy.click(force=True)
    person.page.wait_for_timeout(100)
    assert len(waiting) == 1
    person.keeps_picture(SCREENSHOTS / "trouble", "busy")
    waiting[0].continue_()
    person.page.unroute("**/*")
    person.sees("Enter the code")


def test_a_session_revoked_elsewhere_ends_with_a_way_back(
    member: Person,
) -> None:
    refuse(
        member.page, "GetUser", "NotAuthorizedException", message="Access Token has been revoked"
    )
    member.goes_to("profile")
    member.reads("Your session has ended.")


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ("", 404, "There is no amplify_outputs.json"),
        ("<!doctype html>", 200, "is not a complete settings file"),
        ("{}", 200, "is not a complete settings file"),
        ("null", 200, "is not a complete settings file"),
        ('{"version": "1.5", "auth": {}}', 200, "is not a complete settings file"),
    ],
)
def test_without_settings_the_page_says_what_to_do(
    open_page: Callable[..., Person], site: Site, body: str, status: int, sentence: str
) -> None:
    person = open_page(path="icon.svg")
    person.page.route(
        "**/amplify_outputs.json", lambda route: route.fulfill(status=status, body=body)
    )
    person.page.goto(site.address)
    person.sees("This page is not set up yet")
    person.reads(sentence)
    person.reads("make web")
    if status == 404:
        person.keeps_picture(SCREENSHOTS / "trouble", "no-settings")
    person.page.unroute("**/amplify_outputs.json")
    person.presses("Reload")
    person.sees("Your phone number is your account.")
