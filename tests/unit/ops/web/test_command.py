"""`python -m ops web` is other commands, one after another, and then a server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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
    monkeypatch.setattr(command, "seal", server.seal)
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
    server.seal.assert_called_once_with(DIST)
    server.serve_forever.assert_called_once()


def test_a_page_for_a_host_has_the_settings_and_the_policy_of_its_stage(
    server: MagicMock,
    operated: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built, out = tmp_path / "dist", tmp_path / "site"
    built.mkdir()
    (built / "index.html").write_text("page")
    (built / "amplify_outputs.json").write_text("the local cloud's")
    monkeypatch.setattr(command, "DIST", built)
    assert main(["web", "--stage", "dev", "--out", str(out)]) == 0
    assert [path.name for path in out.iterdir()] == ["index.html"]
    (settings,) = operated
    assert settings[3:] == [
        *("settings", "--stage", "dev", "--format", "amplify"),
        *("--out", str(out / "amplify_outputs.json")),
    ]
    server.seal.assert_called_once_with(out)
    assert not server.serve_forever.called


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--stage", "dev"], "add --out FOLDER"),
        (["--stage", "dev", "--out", str(DIST)], "name another folder"),
    ],
)
def test_the_page_of_another_stage_is_not_mixed_with_the_local_one(
    server: MagicMock,
    operated: list[list[str]],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    remedy: str,
) -> None:
    assert main(["web", *arguments]) != 0
    assert remedy in capsys.readouterr().err
    assert operated == []
    assert not server.serve_forever.called


def test_a_command_that_fails_has_said_why_and_nothing_is_served(
    server: MagicMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=2))
    with pytest.raises(SystemExit) as left:
        main(["web"])
    assert left.value.code == 2
    assert capsys.readouterr().err == ""
    assert not server.serve_forever.called
