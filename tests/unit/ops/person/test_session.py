"""The session's file: its owner's alone from the first byte on, and nobody else's session."""

import base64
import json
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.deployment import files
from ops.errors import OpsError, RefusedError
from ops.person.session import Session, forget, keep, kept, session_file


def token(expires_in: int) -> str:
    """Return a token that says when it expires, and is signed by nobody."""
    said = json.dumps({"exp": int(time.time()) + expires_in})
    return f"e30.{base64.urlsafe_b64encode(said.encode()).decode().rstrip('=')}."


def session(id_token: int = 3600, access_token: int = 3600) -> Session:
    return Session("pool", token(id_token), token(access_token), "refresh")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where it is kept; its directory is not there yet."""
    return tmp_path / "state/sample/dev.json"


@pytest.fixture
def careless() -> Iterator[None]:
    """Have a shell that hides no file from anybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_is_kept_is_read_again_until_it_is_forgotten(path: Path) -> None:
    assert kept(path) is None
    keep(session(), path)
    assert kept(path) == session()
    forget(path)
    forget(path)
    assert kept(path) is None
    assert [*path.parent.iterdir()] == []


@pytest.mark.usefixtures("careless")
def test_nobody_else_can_read_it_at_any_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    replace = Path.replace

    def watched(half: Path, target: Path) -> Path:
        seen.append(stat.S_IMODE(half.stat().st_mode))
        return replace(half, target)

    monkeypatch.setattr(Path, "replace", watched)
    keep(session(), path)
    path.chmod(0o644)
    keep(session(), path)
    assert [*seen, stat.S_IMODE(path.stat().st_mode)] == [0o600] * 3
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.usefixtures("careless")
def test_other_files_have_the_mode_that_the_shell_wants(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "settings.json", "{}")
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o666


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622, 0o601])
def test_one_that_others_can_reach_is_refused(path: Path, mode: int) -> None:
    keep(session(), path)
    path.chmod(mode)
    with pytest.raises(RefusedError, match=f"is not yours alone .mode {mode:o}.: delete it, and"):
        kept(path)


def test_one_of_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(session(), path)
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with pytest.raises(RefusedError, match="is not yours alone"):
        kept(path)


def test_a_link_to_one_is_not_followed(path: Path) -> None:
    keep(session(), path)
    link = path.with_name("link.json")
    link.symlink_to(path)
    with pytest.raises(OpsError, match=r"Cannot read the session in .*link\.json"):
        kept(link)


@pytest.mark.parametrize(
    "text", ["", "[]", '"text"', "{}", '{"pool_id": "p", "id_token": 1}', "\0", '{"password": ""}']
)
def test_what_is_no_session_is_told(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    files.write_whole(path, text, mode=0o600)
    with pytest.raises(OpsError, match=r"is no session: delete it, and sign in again\.$"):
        kept(path)


def test_tokens_that_are_none_are_no_session(path: Path) -> None:
    keep(Session("pool", "id", "access", "refresh"), path)
    with pytest.raises(OpsError, match="is no session"):
        kept(path)


def test_where_it_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(OpsError, match=r"Cannot keep the session in .*; set XDG_STATE_HOME"):
        keep(session(), tmp_path / "state/sample/dev.json")


@pytest.mark.parametrize(
    ("first", "second", "expired"), [(3600, 3600, False), (3600, 5, True), (-1, 3600, True)]
)
def test_the_first_token_to_expire_decides(first: int, second: int, *, expired: bool) -> None:
    assert session(first, second).expired is expired


def test_no_token_is_in_what_a_traceback_or_a_log_would_show() -> None:
    shown = session()
    for secret in (shown.id_token, shown.access_token, "refresh"):
        assert secret not in repr(shown)


@pytest.mark.parametrize(
    ("named", "found"),
    [("/state", "/state"), ("", "/home/.local/state"), ("relative", "/home/.local/state")],
)
def test_it_is_where_the_user_keeps_state(
    monkeypatch: pytest.MonkeyPatch, named: str, found: str
) -> None:
    monkeypatch.setenv("HOME", "/home")
    kept_in = session_file("sample", "dev", {"XDG_STATE_HOME": named})
    assert kept_in == Path(found) / "sample/dev.json"
