"""Who may ask the local cloud, whose keys everybody knows, and what is mended of MiniStack."""

import tempfile
import zipfile
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ops.local.served import KeptZip, for_this_machine, of_a_copy

API = "/_aws/execute-api/abc123/v1/me"
EVIL = ("Origin", "https://evil.example")
LINKED = ("Sec-Fetch-Site", "cross-site")


def asked(path: str, *headers: tuple[str, str], kind: str = "http") -> list[dict[str, Any]]:
    """Return what is sent to who asks; nothing where the cloud itself was reached."""
    sent: list[dict[str, Any]] = []
    reached: list[bool] = []

    async def cloud(*_: object) -> None:
        reached.append(True)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> None:
        raise AssertionError

    given = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "path": path, "headers": given}
    # No loop: it waits for nothing, and Playwright's runs where a browser's tests have run.
    with pytest.raises(StopIteration):
        for_this_machine(cloud)(scope, receive, send).send(None)
    assert bool(reached) is not bool(sent)
    return sent


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Origin", "http://localhost:5173")],
        [("Origin", "http://127.0.0.1"), LINKED],
        [("Origin", "http://[::1]:4200")],
        [("Origin", "capacitor://localhost")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "none")],
        [("Host", "localhost:4566")],
        [("Host", "assets.s3.127.0.0.1:4566")],
        [("host", "[::1]:4566")],
    ],
)
def test_programs_and_pages_of_this_machine_reach_it(headers: list[tuple[str, str]]) -> None:
    assert not asked("/", *headers)


@pytest.mark.parametrize(
    "headers",
    [
        [EVIL],
        [("origin", "null")],
        [("oRIGIN", "http://localhost.evil.example")],
        [("Origin", "http://evil.example#http://localhost")],
        [("Origin", "http://localhost:5173\n")],
        [("Origin", "http://localhost"), EVIL],
        [LINKED],
        [("Host", "evil.example:4566")],
        [("Host", "localhost.evil.example")],
        [("host", "evil.example/.localhost")],
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2015-03-31/functions",
        "/_ministack/reset",
        "/_aws/execute-api/",
        "/_aws/execute-api/abc123",
        "/_aws/execute-api//v1/",
        "/_aws/execute-api/../v1/",
    ],
)
def test_pages_of_other_sites_are_refused(path: str, headers: list[tuple[str, str]]) -> None:
    start, body = asked(path, *headers)
    assert (start["status"], start["headers"]) == (403, [])
    assert body["body"] == b"Not for pages of other sites"
    assert asked(path, *headers, kind="websocket") == [{"type": "websocket.close"}]


@pytest.mark.parametrize("header", [EVIL, LINKED])
def test_the_api_is_open_to_strangers_as_on_aws(header: tuple[str, str]) -> None:
    assert not asked(API, header)
    assert not asked("/_aws/execute-api/abc123/v1/", header)


def test_an_identity_may_be_added_while_ministack_looks_for_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the name that `main` replaces, in the MiniStack that is locked."""
    cognito: Any = import_module("ministack.services.cognito")
    logins = {"cognito-idp.x": "theirs"}
    identities: dict[str, Any] = {"one": {"Logins": {"cognito-idp.x": "another"}}, "two": {}}
    pool, added = {"_identities": identities}, count()

    def claims(_: str) -> dict[str, int]:
        identities[f"new {(number := next(added))}"] = {}
        return {"sub": number + 1}

    monkeypatch.setattr(cognito, "_token_claims", claims)
    with pytest.raises(RuntimeError, match="changed size"):
        cognito._login_owner(pool, logins)
    assert of_a_copy(cognito._login_owner)(pool, logins) is None


def test_code_is_extracted_once_for_all_processes_that_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def extracted(process: str, code: str) -> Path:
        (folder := tmp_path / process).mkdir()
        (code_folder := folder / "code").mkdir()
        with zipfile.ZipFile(folder / "code.zip", "w") as archive:
            archive.writestr(zipfile.ZipInfo("claims/handler.py"), code)
        with KeptZip(folder / "code.zip") as archive:
            archive.extractall(code_folder)
        return code_folder / "claims/handler.py"

    first, again, changed = (
        extracted(*each) for each in (("one", "1"), ("two", "1"), ("three", "2"))
    )
    assert first.samefile(again)
    assert [each.read_text() for each in (first, again, changed)] == ["1", "1", "2"]
