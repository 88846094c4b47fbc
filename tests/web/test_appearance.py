"""What a person has set for their eyes: larger text, and colours of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.conftest import SCREENSHOTS
from tests.web.person import Person
from tests.web.sessions import Sessions
from tests.web.test_accessibility import SIGNED_IN, SIGNED_OUT

# What stands out of the window, or its card, to the side, and texts cut off in their own box.
TOO_WIDE = """() => {
    const edge = card => card ? card.getBoundingClientRect().right
        - parseFloat(getComputedStyle(card).paddingRight) : innerWidth;
    return [...document.querySelectorAll('#app *:not(.unseen)')]
        .filter(each => each.checkVisibility() && (each.getBoundingClientRect().right > 1
                + edge(each.parentElement.closest('.setting, .call'))
            || (each.matches('a, button, label') && each.scrollWidth > each.clientWidth + 1
                && getComputedStyle(each).display !== 'inline')))
        .map(each => each.outerHTML.slice(0, 120));
}"""


def test_text_of_twice_the_size_fits(
    open_page: Callable[..., Person], sessions: Sessions, size: dict[str, int]
) -> None:
    person = open_page(size=size)

    def inspect(views: dict[str, str]) -> None:
        for route, heading in views.items():
            person.goes_to(route)
            person.sees(heading)
            person.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
            person.keeps_picture(SCREENSHOTS / "large", f"{route or 'welcome'}-{size['width']}")
            assert person.page.evaluate(TOO_WIDE) == [], f"#/{route}"

    person.has_begun_to_sign_in()
    inspect(SIGNED_OUT)
    sessions.lets_in(person)
    inspect(SIGNED_IN)


def test_forced_colours_keep_marks_and_buttons_apart(
    member: Person,
) -> None:
    page = member.page
    page.emulate_media(forced_colors="active")
    try:
        member.keeps_picture(SCREENSHOTS / "forced", "account", whole=True)
        for name in ("Sign out", "Sign out everywhere"):
            style = "solid" if name == "Sign out" else "dashed"
            expect(page.get_by_role("button", name=name, exact=True)).to_have_css(
                "border-top-style", style
            )
        expect(page.locator(".tab[aria-current]")).to_have_css("border-top-width", "2px")
        expect(page.locator(".tab:not([aria-current])").first).to_have_css(
            "border-top-width", "0px"
        )
        member.goes_to("phone")
        expect(member.field("Country or region")).to_have_css("appearance", "auto")
        member.goes_to("totp")
        member.sees("Set up an authenticator app")
        expect(page.locator(".qr")).to_have_css("background-color", "rgb(255, 255, 255)")
        member.goes_to("profile")
        save, change = (
            page.get_by_text(text, exact=True).last for text in ("Save", "Change number")
        )
        ways = [
            each.evaluate("each => getComputedStyle(each.closest('a, button')).backgroundColor")
            for each in (save, change)
        ]
        assert ways[0] != ways[1]
        member.keeps_picture(SCREENSHOTS / "forced", "profile")
    finally:
        page.emulate_media(forced_colors="none")  # the window is for others too


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ring_around_a_field_with_an_error_is_of_the_errors_colour(
    open_page: Callable[..., Person], scheme: str
) -> None:
    person = open_page(scheme=scheme)
    person.goes_to("sign-in")
    person.sees("Sign in")
    person.presses("Sign in")
    field = person.field("Mobile number")
    expect(field).to_be_focused()
    problem = person.page.locator(".problem").first.evaluate("each => getComputedStyle(each).color")
    ring = field.evaluate(
        "each => [getComputedStyle(each).outlineColor, getComputedStyle(each).borderTopColor]"
    )
    assert ring == [problem, problem]
    person.keeps_picture(SCREENSHOTS / "errors", scheme)
