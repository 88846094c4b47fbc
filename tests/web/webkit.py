"""WebKit, by its own driver: what the page needs of W3C WebDriver (w3.org/TR/webdriver2)."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import Any

from ops.local.emulator import free_port
from tests.web.window import PATIENCE

PROGRAMS = ("WebKitWebDriver", "Xvfb")
# The name under which the protocol hands out an element.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SCREEN = ("Xvfb", "-displayfd", "1", "-nolisten", "tcp")
# In this locale WebKit's language is `C`, no language tag: the page has to bear it.
LOCALE = {"LC_ALL": "C.UTF-8"}


class WebDriverError(Exception):
    """The driver refuses a command, or what it was to find does not appear."""


class WebKit:
    """A window of WebKit that has never been used.

    Attributes:
        port: where its driver listens.
    """

    def __init__(self, port: int) -> None:
        self.port, self._session = port, ""
        capabilities = {"alwaysMatch": {"timeouts": {"implicit": PATIENCE}}}
        session = self.command("POST", "/session", capabilities=capabilities)
        self._session = f"/session/{session['sessionId']}"

    def command(self, method: str, path: str, **body: Any) -> Any:
        """Send a command of the session, and return its value."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE / 1000)
        try:
            text = json.dumps(body) if method == "POST" else None
            connection.request(method, self._session + path, text)
            answer = connection.getresponse()
            value = json.load(answer)["value"]
        finally:
            connection.close()
        if answer.status != 200:
            raise WebDriverError(f"{method} {path}: {value['error']}: {value['message']}")
        return value

    def find(self, xpath: str) -> str:
        """Wait for an element, and return its path in the session."""
        found = self.command("POST", "/element", using="xpath", value=xpath)
        return f"/element/{found[ELEMENT]}"


def missing() -> bool:
    """Tell whether this machine lacks one of the programs."""
    return not all(map(shutil.which, PROGRAMS))


@contextmanager
def started() -> Iterator[WebKit]:
    """Start WebKit on a screen that nobody sees, and end both."""
    port = free_port()
    with _running(*SCREEN, stdout=subprocess.PIPE) as screen:
        assert screen.stdout
        display = f":{screen.stdout.readline().decode().strip()}"
        environment = os.environ | LOCALE | {"DISPLAY": display, "GDK_BACKEND": "x11"}
        with _running("WebKitWebDriver", f"--port={port}", env=environment):
            window = _when_it_listens(port)
            try:
                yield window
            finally:
                window.command("DELETE", "")


@contextmanager
def _running(*command: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **how) as program:
        try:
            yield program
        finally:
            program.terminate()


def _when_it_listens(port: int) -> WebKit:
    until = monotonic() + PATIENCE / 1000
    while monotonic() < until:
        with suppress(ConnectionRefusedError):
            return WebKit(port)
        sleep(0.05)
    raise WebDriverError(f"WebKitWebDriver does not listen at port {port}")
