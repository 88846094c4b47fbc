"""The page in an engine that is not Chromium's: WebKit, which Safari is made of."""

from collections.abc import Callable, Iterator

import pytest

from tests.web import webkit
from tests.web.conftest import Site
from tests.web.person import SIGN_UP_CODE
from tests.web.webkit import WebKit

FRONT_DOOR = "Your phone number is your account."


@pytest.fixture
def window(site: Site) -> Iterator[WebKit]:
    """A window of WebKit, at the page; the local API answers every port of this machine."""
    with webkit.started() as window:
        window.command("POST", "/url", url=f"http://127.0.0.1:{site.port}/")
        # The front door is painted before its script runs.
        window.find('//*[@class = "pill" and text()]')
        yield window


@pytest.mark.skipif(
    webkit.missing(),
    reason="no WebKit on this machine: install it (Debian: apt-get install webkit2gtk-driver xvfb)",
)
def test_a_newcomer_joins_stays_over_a_reload_and_signs_out_in_webkit(
    window: WebKit, new_phone_number: Callable[[], str]
) -> None:
    _sees(window, FRONT_DOOR)
    _presses(window, "Create an account")
    _sees(window, "Create an account")
    _types(window, "Mobile number", new_phone_number())
    _types(window, "Name", "Ada Example")
    _types(window, "Password", "Analytical-1-Engine")
    _presses(window, "Create account")
    _sees(window, "Enter the code")
    _types(window, "Code from the SMS", SIGN_UP_CODE)
    _sees(window, "Your account")
    window.command("POST", "/refresh")
    _sees(window, "Your account")
    window.find('//main//*[text()="Ada Example"]')
    _presses(window, "Sign out")
    _sees(window, FRONT_DOOR)
    window.command("POST", "/refresh")
    _sees(window, FRONT_DOOR)


def _sees(window: WebKit, heading: str) -> None:
    window.find(f'//h1[.="{heading}"]')


def _types(window: WebKit, label: str, text: str) -> None:
    field = window.find(f'//input[@id = //label[.="{label}"]/@for]')
    window.command("POST", f"{field}/value", text=text)


def _presses(window: WebKit, name: str) -> None:
    found = window.find(f'//main//*[self::a or self::button][.="{name}"]')
    window.command("POST", f"{found}/click")
