"""`python -m ops person`: a whole life as docs/operating.md tells it, and what can come between."""

import re
import shlex
import stat
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ops.deployment.environment import RESET_CODE, SIGN_UP_CODE
from ops.people.person import Person, new_password
from ops.person.session import Session
from tests.conftest import ROOT
from tests.deployment import Deployment
from tests.live.clients import SignIn
from tests.live.terminal import TOKEN, Life, Terminal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

DOCUMENT = ROOT / "docs/operating.md"


def documented(*, guests: bool) -> list[list[str]]:
    """Return the words of each command of the document, in its order."""
    (block,) = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    found = [words[1:] for words in lines if words and words[0] == "person"]
    found = [words for words in found if guests or words[0] != "guest"]
    return [[sys.executable if w == ".venv/bin/python" else w for w in words] for words in found]


def test_a_whole_life_goes_as_the_document_tells_it(
    terminal: Terminal,
    deployment: Deployment,
    new_phone_number: Callable[[], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From sign-up to deletion, and no command prints or keeps a token or a password."""
    life = Life(new_phone_number(), capsys)
    seen: dict[str, str] = {}
    for words in documented(guests=deployment.facts.guest_access):
        verb = " ".join(words[:2]) if words[0] == "profile" else words[0]
        if "--run" in words:
            code, said = terminal.said(*words)
        else:
            code = terminal.run(*words, lines=life.lines(verb))
            said = life.hear()
        assert code == 0, f"{verb}: {said}"
        seen[verb] = seen.get(verb, "") + said
        private = [TOKEN, *life.passwords]
        private += [] if verb in ("me", "profile show") else [life.number]
        assert not [secret for secret in private if secret in said], verb
        for session in terminal.files:
            assert stat.S_IMODE(session.stat().st_mode) == 0o600
            assert not [secret for secret in life.passwords if secret in session.read_text()]
    assert f"the code is {SIGN_UP_CODE}" in seen["sign-up"]
    assert f"the code is {RESET_CODE}" in seen["forgot"]
    assert '"name": "Ada Example"' in seen["me"]
    assert re.search(r"^name +Ada Example$", seen["profile show"], re.MULTILINE)
    assert "▀" in life.said, "a QR code"
    assert ":assumed-role/" in seen["credentials"]
    assert '"authenticated": false' in seen.get("guest", '"authenticated": false')
    assert terminal.files == [], "the session ends with the user"


def test_a_session_that_was_ended_elsewhere_is_told_and_removed(
    terminal: Terminal,
    signed_up_user: Person,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [signed_up_user.phone_number, signed_up_user.password]
    assert terminal.run("sign-in", "--stage", "local", lines=lines) == 0
    cognito.global_sign_out(AccessToken=sign_in(signed_up_user)["AccessToken"])
    assert terminal.run("profile", "show", "--stage", "local") == 1
    assert capsys.readouterr().err == (
        "error: The session was ended elsewhere, or is too old, and is no longer kept: sign in"
        " again by `python -m ops person sign-in --stage local`.\n"
    )
    assert terminal.files == []


def test_expired_tokens_are_refreshed_and_kept(
    terminal: Terminal, signed_up_user: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [signed_up_user.phone_number, signed_up_user.password]
    assert terminal.run("sign-in", "--stage", "local", lines=lines) == 0
    (session,) = terminal.files
    before = session.read_text()
    monkeypatch.setattr(Session, "expired", property(lambda _: True))
    assert terminal.run("me", "--stage", "local") == 0
    assert session.read_text() != before


def test_a_temporary_password_is_replaced_at_the_first_sign_in(
    terminal: Terminal,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    new_phone_number: Callable[[], str],
    sign_in: SignIn,
) -> None:
    number, temporary, own = new_phone_number(), new_password(), new_password()
    cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=number,
        UserAttributes=[{"Name": "phone_number", "Value": number}],
        TemporaryPassword=temporary,
        MessageAction="SUPPRESS",
    )
    assert terminal.run("sign-in", "--stage", "local", lines=[number, temporary, own]) == 0
    assert sign_in(Person(number, own))["AccessToken"]
