"""`python -m ops web` is other commands, one after another, and then a server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from ops.__main__ import COMMANDS, main
from ops.web import command
from ops.web.bundle import DIST


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """A server on no port, and a page that is built."""
    server = MagicMock()

    @contextmanager
    def bind(_: object) -> Iterator[MagicMock]:
        yield server

    monkeypatch.setattr(command, "bind", bind)
    monkeypatch.setattr(command, "build", lambda: None)
    return server


@pytest.fixture
def operated(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that are run; each of them succeeds."""
    ran: list[list[str]] = []

    def run(words: list[str], **_: Any) -> SimpleNamespace:
        ran.append(words)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_the_local_cloud_is_up_and_the_settings_are_written_before_the_page_is_served(
    server: MagicMock, operated: list[list[str]]
) -> None:
    assert main(["web"]) == 0
    up, settings = operated
    assert up == [sys.executable, "-m", "ops", "local", "up"]
    assert settings[3:] == [
        *("settings", "--stage", "local", "--format", "amplify"),
        *("--out", str(DIST / "amplify_outputs.json")),
    ]
    assert {up[3], settings[3]} <= COMMANDS.keys()
    server.serve_forever.assert_called_once()


def test_a_command_that_fails_has_said_why_and_nothing_is_served(
    server: MagicMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=2))
    with pytest.raises(SystemExit) as left:
        main(["web"])
    assert left.value.code == 2
    assert capsys.readouterr().err == ""
    assert not server.serve_forever.called
