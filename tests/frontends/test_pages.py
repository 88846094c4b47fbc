"""The clients of docs/frontends.md that run in a browser: Amplify UI by Vite, and Angular."""

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser import QUIET
from tests.frontends.conftest import MODULES, App
from tests.node import NODE

pytestmark = pytest.mark.npm


class Files(SimpleHTTPRequestHandler):
    """Files of a directory, without a word in the terminal."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a built app; gives the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def run(folder: Path, *command: str | Path) -> None:
    """Run one of Node's tools in an app."""
    done = subprocess.run([NODE, *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def vite(app: App) -> Path:
    """A fresh Vite app with the page's three files."""
    return app("Amplify UI", "aws-amplify 6", own="vite")


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window; whatever is thrown in it fails the test."""
    wrong: list[str] = []
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def test_the_snippets_compile_in_strict_mode(vite: Path) -> None:
    run(vite, MODULES / "typescript/bin/tsc")


def fill_phone(page: Page, name: str, phone: str, codes: dict[str, str]) -> None:
    """Choose the calling code, and type the rest."""
    code = max((c for c in codes.values() if phone.startswith(c)), key=len)
    form = page.locator("form").filter(has=page.locator(f"[name={name}]"))
    form.locator("select").select_option(code)
    form.locator(f"[name={name}]").fill(phone.removeprefix(code))


def test_amplify_ui_goes_from_sign_up_to_sign_out(
    vite: Path, page: Page, person: dict[str, Any], settings: Callable[[str], str]
) -> None:
    run(vite, MODULES / "vite/bin/vite.js", "build")
    codes = json.loads(settings("json"))["callingCodes"]
    phone, password = person["phone"], person["password"]
    with served(vite / "dist") as port:
        page.goto(f"http://127.0.0.1:{port}/full.html")
        page.get_by_role("tab", name="Create Account").click()
        offered = page.locator("form select option").all_text_contents()
        assert {text for text in offered if text} == set(codes.values())
        fill_phone(page, "phone_number", phone, codes)
        for name in ("password", "confirm_password"):
            page.locator(f"[name={name}]").fill(password)
        for name, value in person["attributes"].items():
            page.locator(f"[name='{name}']").fill(value)
        page.get_by_role("button", name="Create Account").click()
        page.locator("[name=confirmation_code]").fill(person["code"])
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("button", name="Skip").click()
        page.get_by_role("button", name=re.compile("Sign out .+")).click()
        expect(page.locator("[name=username]")).to_be_visible()

        page.goto(f"http://127.0.0.1:{port}/")
        fill_phone(page, "username", phone, codes)
        page.locator("[name=password]").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Skip").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("[name=username]")).to_be_visible()


def test_angular_goes_from_sign_up_to_sign_out(
    app: App, page: Page, person: dict[str, Any]
) -> None:
    folder = app("Angular", own="angular")
    run(folder, MODULES / "@angular/cli/bin/ng.js", "build")
    with served(folder / "dist/browser") as port:
        page.goto(f"http://127.0.0.1:{port}/")
        for name in ("phone", "password", "code"):
            page.locator(f"[name={name}]").fill(person[name])
        page.locator("[name=attributes]").fill(json.dumps(person["attributes"]))
        for button, seen in (
            ("Sign up", "signed up"),
            ("Confirm", "confirmed"),
            ("Sign in", person["phone"]),
            ("Sign out", "signed out"),
        ):
            page.get_by_role("button", name=button).click()
            expect(page.locator("output")).to_contain_text(seen)
