"""A session that ends where its tab does not see it: the tab says so, and leads back in."""

from collections.abc import Callable

import boto3
import pytest
from playwright.sync_api import expect

from ops.deployment.environment import isolated
from tests.deployment import Deployment
from tests.web.person import Person

ENDED = "Your session has ended. Please sign in again."
WAYS_TO_END = {
    "signed out everywhere": ("admin_user_global_sign_out", ENDED),
    "disabled": ("admin_disable_user", "This account is switched off."),
    "deleted": ("admin_delete_user", ENDED),
}


@pytest.fixture
def end(deployment: Deployment) -> Callable[[Person, str], None]:
    """End a person's sessions from somewhere else."""

    def end(person: Person, operation: str) -> None:
        with isolated(deployment.endpoint):
            act = getattr(boto3.client("cognito-idp"), operation)
            act(UserPoolId=deployment.outputs["UserPoolId"], Username=person.phone)

    return end


def _finds_the_form(person: Person) -> None:
    person.page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    person.sees("Sign in")
    expect(person.field("Password")).to_be_visible()
    kept = person.page.evaluate("() => JSON.stringify({...sessionStorage})")
    assert "eyJ" not in kept


@pytest.mark.parametrize(("operation", "sentence"), WAYS_TO_END.values(), ids=WAYS_TO_END)
def test_a_reload_tells_and_signing_in_leads_to_the_form(
    member: Person, end: Callable[[Person, str], None], operation: str, sentence: str
) -> None:
    end(member, operation)
    member.page.reload()
    member.reads(sentence)
    expect(member.page.get_by_role("navigation")).to_be_hidden()
    _finds_the_form(member)


def test_a_button_tells_and_signing_in_leads_back_to_where_one_was(
    member: Person, end: Callable[[Person, str], None]
) -> None:
    member.goes_to("password")
    member.sees("Change password")
    end(member, "admin_user_global_sign_out")
    member.types(current_password=member.password, new_password="Another-password-1")
    member.presses("Change password")
    member.reads(ENDED)
    _finds_the_form(member)
    member.signs_in(then="Change password")


def test_signing_out_in_a_duplicated_tab_ends_the_first(member: Person) -> None:
    with member.page.context.expect_page() as opened:
        member.page.evaluate("() => { window.open(location.href) }")
    copy = Person(opened.value, member.phone, member.attributes)
    copy.sees("Your account")
    copy.signs_out()
    copy.page.close()
    member.goes_to("profile")
    member.reads(ENDED)
    _finds_the_form(member)
    member.signs_in(then="Your profile")


def test_a_tab_that_is_looked_at_again_shows_nothing_of_an_ended_session(
    member: Person, end: Callable[[Person, str], None]
) -> None:
    again = "() => { document.dispatchEvent(new Event('visibilitychange')) }"
    member.page.evaluate(again)
    member.page.wait_for_load_state("networkidle")
    member.reads(member.name)
    end(member, "admin_user_global_sign_out")
    member.page.evaluate(again)
    member.reads(ENDED)
    expect(member.page.get_by_text(member.name)).to_have_count(0)
    _finds_the_form(member)
