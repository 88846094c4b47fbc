"""Hostile text in every field: it is text, wherever it comes back."""

import json

import boto3
import pytest
from playwright.sync_api import Error, Request, Route, expect

from ops.deployment.environment import isolated
from tests.deployment import Deployment
from tests.web.attributes import fitted
from tests.web.conftest import SCREENSHOTS, Site
from tests.web.person import Person
from tests.web.sessions import Sessions

TRAP = "<img src=x onerror=window.trapped=1>"
HOSTILE = {
    "markup": TRAP,
    "script": "</script><script>window.trapped=1</script>",
    "template": "${window.trapped=1}{{constructor.constructor('window.trapped=1')()}}",
    "right-to-left": "Ada \u202egnp.exe\u202c \u05d0\u05d1\u05d2",
    "emoji": "👩🏽‍💻 Ada ñ ﷽",
    "one long word": "W" * 200,
    "quotes": "\"';--<!-- \\u0022 &amp; &lt;b&gt;",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_profile_is_shown_as_the_text_it_is(
    person: Person, sessions: Sessions, text: str
) -> None:
    hostile = _is_called(person, text)
    sessions.lets_in(person)
    expect(person.page.locator(".id-card .name")).to_have_text(text)
    person.keeps_picture(SCREENSHOTS / "hostile", f"session-{len(text)}")
    person.goes_to("api")
    person.presses("Call GET /me")
    person.reads("Answered (200).")
    answer = json.loads(person.page.locator("pre").inner_text())
    assert answer["claims"]["name"] == text
    person.goes_to("profile")
    expect(person.field("Name")).to_have_value(text)
    for name, value in hostile.items():
        if person.attributes[name]["mutable"]:
            expect(person.attribute(name)).to_have_value(value)
    person.presses("Save")
    person.reads("Your profile is saved.")
    _nothing_happened(person)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_numbers_codes_and_passwords_are_refused_and_kept(
    person: Person, text: str
) -> None:
    """A hostile name is no reason to refuse: it goes to Cognito as it was typed."""
    hostile = _is_called(person, text)
    person.goes_to("sign-in")
    person.types(mobile_number=text[:32], password=text)
    person.presses("Sign in")
    person.reads("Enter a complete phone number")
    expect(person.field("Mobile number")).to_have_value(text[:32])
    person.types(mobile_number=person.phone)
    person.presses("Sign in")
    person.reads("The number or the password is not right.")
    expect(person.field("Password")).to_have_value(text)
    with person.page.expect_request(_signs_up) as sent:
        person.signs_up()
    asked = json.loads(sent.value.post_data or "")["UserAttributes"]
    typed = {attribute["Name"]: attribute["Value"] for attribute in asked}
    assert typed.items() >= {"name": text, **hostile}.items()
    person.types(code_from_the_SMS=text)
    person.presses("Confirm")  # no six digits: nothing sends itself
    person.reads("Enter the six digits of the code.")
    _nothing_happened(person)


def test_hostile_answers_of_the_api_are_shown_as_text(person: Person) -> None:
    def answer(route: Route) -> None:
        headers = {"access-control-allow-origin": "*"}
        route.fulfill(status=200, headers=headers, content_type="text/html", body=TRAP)

    person.page.route("**/_aws/execute-api/**", answer)
    person.goes_to("api")
    person.presses("Call GET /guest")
    expect(person.page.locator("pre")).to_have_text(TRAP)
    _nothing_happened(person)


def test_hostile_addresses_and_stored_drafts_do_nothing(person: Person) -> None:
    person.page.evaluate(
        "text => { for (const key of ['phone', 'country', 'confirming', 'sign-up.name'])"
        " sessionStorage.setItem('phone-auth.draft.' + key, text) }",
        TRAP,
    )
    person.goes_to("sign-up")
    expect(person.field("Name")).to_have_value(TRAP)
    person.goes_to("confirm")
    person.reads(TRAP)
    person.goes_to(f"confirm?{TRAP}")
    person.sees("Your phone number is your account.")
    _nothing_happened(person)


def test_the_browser_itself_forbids_markup_made_of_text(person: Person, site: Site) -> None:
    another_tab = person.page.context.new_page()
    another_tab.goto(site.address)
    for attempt in (
        "document.body.innerHTML = '<p>'",
        "document.createElement('script').text = '1'",
    ):
        with pytest.raises(Error, match=r"requires 'Trusted(HTML|Script)' assignment"):
            another_tab.evaluate(f"() => {{ {attempt} }}")


def test_groups_with_hostile_names_are_shown_as_text(
    member: Person, deployment: Deployment
) -> None:
    pool, group = deployment.outputs["UserPoolId"], TRAP.replace(" ", "/")
    with isolated(deployment.endpoint):
        cognito = boto3.client("cognito-idp")
        cognito.create_group(UserPoolId=pool, GroupName=group)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=member.phone, GroupName=group)
    member.goes_to("developers")
    member.presses("Refresh")
    member.reads("You have new tokens.")
    member.goes_to("account")
    expect(member.page.locator(".groups li")).to_have_text([group])
    _nothing_happened(member)
    with isolated(deployment.endpoint):  # other tests read the groups of the pool
        cognito.delete_group(UserPoolId=pool, GroupName=group)


def _is_called(person: Person, text: str) -> dict[str, str]:
    """Give a person a hostile name and such answers, and return the answers."""
    hostile = {
        name: fitted(text, attribute)
        for name, attribute in person.attributes.items()
        if name in person.answers and attribute["type"] == "String"
    }
    person.name = text
    person.answers |= hostile
    return hostile


def _signs_up(request: Request) -> bool:
    return request.headers.get("x-amz-target", "").endswith(".SignUp")


def _nothing_happened(person: Person) -> None:
    assert person.page.evaluate("() => window.trapped") is None
    assert person.page.locator("img").count() == 0
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert person.page.evaluate(f"() => {wide}"), "the text pushed the page wider than the window"
