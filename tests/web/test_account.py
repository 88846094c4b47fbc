"""The page of who is signed in is for a person; tokens and claims are one step further."""

import boto3
import pytest
from playwright.sync_api import expect

from ops.deployment.environment import isolated
from tests.deployment import Deployment
from tests.web.conftest import SCREENSHOTS
from tests.web.person import Person
from tests.web.sessions import Sessions
from tests.web.window import DESKTOP, PHONE


def test_the_account_says_who_one_is_and_no_claim(member: Person) -> None:
    who = member.page.get_by_role("region", name="Who is signed in")
    expect(who).to_contain_text(member.name)
    for heading in ("Mobile number", "Security", "Your sessions", "Delete account"):
        expect(member.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    for technical in ("cognito:username", "GET /me", "token_use"):
        expect(member.page.get_by_text(technical)).to_have_count(0)
    member.follows("For developers")
    member.reads("cognito:username")
    member.follows("Call the API")
    member.sees("Call the API")


def test_a_deleted_account_is_gone(member: Person, deployment: Deployment) -> None:
    member.follows("Delete my account")
    member.sees("Delete your account")
    member.follows("Keep my account")
    member.sees("Your account")
    member.follows("Delete my account")
    member.presses("Delete my account")
    member.reads("Your account is deleted.")
    assert "eyJ" not in member.page.evaluate("() => JSON.stringify({...sessionStorage})")
    with isolated(deployment.endpoint):
        cognito = boto3.client("cognito-idp")
        with pytest.raises(cognito.exceptions.UserNotFoundException):
            cognito.admin_get_user(
                UserPoolId=deployment.outputs["UserPoolId"], Username=member.phone
            )


def test_forms_are_as_wide_as_the_cards_beside_them(member: Person) -> None:
    member.goes_to("profile")
    member.sees("Your profile")
    for size in (PHONE, DESKTOP):
        member.resizes(size)
        widths = member.page.locator("main > form, main > section").evaluate_all(
            "all => all.map(each => Math.round(each.getBoundingClientRect().width))"
        )
        assert len(widths) > 1
        assert len(set(widths)) == 1, size


def test_the_app_on_this_phone_comes_before_the_qr_code(member: Person) -> None:
    member.goes_to("totp")
    member.sees("Set up an authenticator app")
    # Not in the code, which is behind both: the window would begin with it.
    expect(member.page.get_by_role("heading", level=1)).to_be_focused()
    for size in (PHONE, DESKTOP):
        member.resizes(size)
        link = member.page.get_by_role("link", name="Open in my app").bounding_box()
        code = member.page.locator("svg.qr").bounding_box()
        assert link is not None
        assert code is not None
        assert (link["y"] + link["height"] <= code["y"]) == (size == PHONE)


@pytest.mark.parametrize(
    ("name", "direction"),
    [("Maximiliane-Alexandrina von und zu Hohenstein-Waldeck " * 4, "ltr"), ("نور الهدى", "rtl")],
    ids=["long", "right-to-left"],
)
def test_a_name_stands_in_its_own_direction_and_within_its_card(
    person: Person, sessions: Sessions, name: str, direction: str
) -> None:
    person.name = name.strip()
    sessions.lets_in(person)
    shown = person.page.locator(".id-card .name")
    expect(shown).to_have_text(person.name)
    expect(shown).to_have_css("direction", direction)
    assert shown.evaluate("""name => name.getBoundingClientRect().right
        <= name.parentElement.getBoundingClientRect().right""")
    person.keeps_picture(SCREENSHOTS / "names", direction)
