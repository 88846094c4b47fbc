"""The built page, served as `make web` serves it, and a person with a browser in front of it."""

import fcntl
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from ops.deployment.environment import isolated
from ops.deployment.outputs import checked
from ops.local.emulator import free_port
from ops.settings.command import render
from ops.web.bundle import DIST, WEB, build
from ops.web.policy import SETTINGS, seal
from ops.web.server import PORT, bind
from tests.browser import QUIET
from tests.deployment import Deployment
from tests.web.attributes import answers
from tests.web.person import Person
from tests.web.sessions import Sessions
from tests.web.window import DESKTOP, IDLE, PHONE, Window

SCREENSHOTS = WEB / "screenshots"


@dataclass(frozen=True)
class Site:
    """The page as it is served.

    Attributes:
        address: where the browser finds it: an origin that the API's CORS admits.
        port: where it really listens, so that `make web` may run at the same time.
        directory: its files, with the settings of the tests' own deployment.
    """

    address: str
    port: int
    directory: Path

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the tests' own deployment."""
        settings: dict[str, Any] = json.loads((self.directory / SETTINGS).read_text())
        return settings

    def alter_settings(self, page: Page, **custom: Any) -> None:
        """Give a page other `custom` settings; attributes and countries that are not named go."""
        settings = self.settings
        for key in ("attributes", "countries"):
            settings["custom"].pop(key, None)
        settings["custom"] |= custom
        page.route(f"**/{SETTINGS}", lambda route: route.fulfill(json=settings))


@pytest.fixture(scope="session")
def site(deployment: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page that `make web` would serve, with the settings of the tests' deployment."""
    directory = tmp_path_factory.mktemp("web") / "dist"
    # Another process of this run may want the page too: one builds it, the others find it built.
    with (tmp_path_factory.getbasetemp().parent / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build()
        shutil.copytree(DIST, directory)
    stacks = json.loads(deployment.outputs_file.read_text())
    with isolated(deployment.endpoint):
        settings = render(checked("local", stacks, source="the deployment"), "amplify")
    (directory / SETTINGS).write_text(settings)
    seal(directory)
    port = free_port()
    with bind(directory, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(f"http://127.0.0.1:{PORT}/", port, directory)
        server.shutdown()


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str, site: Site) -> Iterator[Browser]:
    """Chromium, in which `127.0.0.1:5173` is the tests' own server."""
    rules = f"--host-resolver-rules=MAP 127.0.0.1:{PORT} 127.0.0.1:{site.port}"
    browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, rules])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def window(browser: Browser, site: Site) -> Iterator[Window]:
    """The window that one person after the other sits down at."""
    window = Window(browser, site.address)
    yield window
    window.close()


@pytest.fixture
def open_page(
    window: Window, site: Site, new_phone_number: Callable[[], str]
) -> Iterator[Callable[..., Person]]:
    """Seat a new person in front of a window that has never seen the page; who sat there leaves.

    Whatever the page throws, or its content security policy blocks, fails the test.
    """
    wrong: list[str] = []

    def seat(
        *,
        size: dict[str, int] = PHONE,
        scheme: str = "light",
        motion: str = "reduce",
        path: str = "",
    ) -> Person:
        wrong.extend(window.wrong)
        window.seat(size=size, scheme=scheme, motion=motion)
        window.page.goto(path)
        if path != IDLE:  # the front door is painted before its script runs
            window.page.locator(".pill:not(:empty)").wait_for()
        return Person(window.page, new_phone_number(), site.settings["custom"]["attributes"])

    window.wrong.clear()
    yield seat
    assert wrong + window.wrong == []


@pytest.fixture
def open_page_with(open_page: Callable[..., Person], site: Site) -> Callable[..., Person]:
    """Seat a new person at the page of a deployment with other attributes or countries."""

    def seat(*, size: dict[str, int] = PHONE, **custom: Any) -> Person:
        person = open_page(path=IDLE, size=size)
        person.attributes = custom.get("attributes", {})
        person.answers = answers(person.attributes)
        site.alter_settings(person.page, **custom)
        person.page.goto(site.address)
        return person

    return seat


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """A phone held upright, and a laptop."""
    chosen: dict[str, int] = request.param
    return chosen


@pytest.fixture
def person(open_page: Callable[..., Person]) -> Person:
    """Someone new, with a phone, at the front door."""
    return open_page()


@pytest.fixture(scope="session")
def sessions(deployment: Deployment) -> Sessions:
    """Accounts and sessions without the forms."""
    return Sessions(deployment)


@pytest.fixture
def member(open_page: Callable[..., Person], sessions: Sessions) -> Person:
    """Someone with a phone who is signed in."""
    return sessions.lets_in(open_page(path=IDLE))
