"""The repository scan finds what must not be committed, and leaves the rest in peace."""

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.leaks import findings

Scan = Callable[..., list[str]]
# Made here, so that the scan of this very file has nothing to find.
RANDOM = base64.b64encode(bytes(range(7, 255, 8))).decode()
KEY_ID = "AKIA" + "QWERTYUIOPASDFGH"
TOKEN = ".".join([base64.urlsafe_b64encode(b'{"alg":"RS256"}').decode()] * 2) + ".x"
PLUS = "+"


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """Scan a repository with one file."""

    def run(text: str, name: str = "app.py", *, tracked: bool = True) -> list[str]:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607 - as the scan
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"first line\n{text}\n")
        if tracked:
            subprocess.run(["git", "add", name], cwd=tmp_path, check=True)  # noqa: S607 - as above
        return list(findings(tmp_path))

    return run


@pytest.mark.parametrize(
    "text",
    [
        f'key = "{KEY_ID}"',
        f'value = "{RANDOM}"',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        'password = "' + 'x7!kkQ2z"',
        f"id_token = {TOKEN}",
        'url = "https://somebody:' + 'x7kkQ2z@example.com"',
    ],
    ids=["access key", "random text", "private key", "password", "token", "password in a URL"],
)
@pytest.mark.parametrize("name", ["app.py", "tests/test_app.py"])
def test_a_secret_is_found_and_not_repeated(text: str, name: str, scan: Scan) -> None:
    found = scan(text, name)
    assert found
    assert all(line.startswith(f"{name}:2: ") for line in found)
    assert not any(part in "".join(found) for part in (KEY_ID, RANDOM, "x7", "eyJ"))


@pytest.mark.parametrize("number", ["4915112345678", "12125551234", "447911123456"])
def test_a_phone_number_that_may_be_somebodys_is_found(number: str, scan: Scan) -> None:
    assert scan(f"call {PLUS}{number} now") == ["app.py:2: phone number"]


@pytest.mark.parametrize(
    "text",
    [
        'number = "+14155550123"',
        'number = "+447700900123"',
        'example = "+447400123456"',
        'impossible = "+15551234567"',
        'satellite = "+870773111632"',
        'parent = {"password": "security"}',
        'logical_id = "IdentitiesGuestRoleD40C53AD3C332B06"',
        f'key = "{KEY_ID}"  # pragma: allowlist secret',
    ],
)
def test_what_is_nobodys_is_let_be(text: str, scan: Scan) -> None:
    assert not scan(text)


def test_made_up_passwords_are_for_tests_alone(scan: Scan) -> None:
    text = 'password = "Wrong-password-1"'
    assert not scan(text, "tests/test_app.py")
    assert scan(text)


def test_what_git_does_not_track_is_not_scanned(scan: Scan) -> None:
    assert not scan(f'key = "{KEY_ID}"', tracked=False)
