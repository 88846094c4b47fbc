"""What the verbs say and do where the embedded cloud is not Cognito."""

import argparse
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.credentials import Credentials

from ops.person import account, aws, entrance
from ops.person.qr import shown_key
from ops.person.session import keep
from ops.person.visit import Visit
from tests.environment import forget_aws
from tests.unit.ops.person.test_session import session
from tests.unit.ops.samples import DEV, LOCAL


class Cognito(SimpleNamespace):
    """Verifies a new number by a code, which MiniStack does not."""

    verified: Any = None

    def update_user_attributes(self, **sent: Any) -> dict[str, Any]:
        """Text a code to the new number."""
        delivery = {"AttributeName": "phone_number", "Destination": "+*******0101"}
        assert sent["UserAttributes"] == [{"Name": "phone_number", "Value": "+14155550101"}]
        return {"CodeDeliveryDetailsList": [delivery]}

    def verify_user_attribute(self, **sent: Any) -> None:
        """Take the code."""
        self.verified = sent

    def resend_confirmation_code(self, **_: Any) -> dict[str, Any]:
        """Text a code."""
        return {"CodeDeliveryDetails": {"Destination": "+*******0100", "DeliveryMedium": "SMS"}}


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person enters, line by line."""
    lines: list[str] = []
    monkeypatch.setattr(account, "ask", lambda _: lines.pop(0))
    monkeypatch.setattr(entrance, "ask", lambda _: lines.pop(0))
    return lines


def test_a_new_number_is_changed_by_the_code_that_it_gets(
    tmp_path: Path, entered: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    entered += ["+14155550101", "123456"]
    cognito: Any = Cognito()
    keep(replace(session(), pool_id=DEV.user_pool_id), tmp_path / "dev.json")
    chosen = argparse.Namespace(action="set", attributes=["phone_number"])
    account.profile(Visit(DEV, cognito, tmp_path / "dev.json"), chosen)
    assert cognito.verified["AttributeName"] == "phone_number"
    assert cognito.verified["Code"] == "123456"
    assert capsys.readouterr().out == "A code was sent to +*******0101.\nSet.\n"


def test_what_a_profile_holds_tells_the_terminal_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "\x1b[2J\x9b2J\u202e"
    attributes = [{"Name": "name", "Value": f"Zoë{hostile}"}]
    cognito: Any = Cognito(get_user=lambda **_: {"UserAttributes": attributes})
    keep(replace(session(), pool_id=DEV.user_pool_id), tmp_path / "dev.json")
    visit = Visit(DEV, cognito, tmp_path / "dev.json")
    account.profile(visit, argparse.Namespace(action="show", attributes=[]))
    monkeypatch.setattr(account, "get", lambda *_: (200, {"claims": {"name": f"Zoë{hostile}"}}))
    account.me(visit, argparse.Namespace())
    said = capsys.readouterr().out
    assert said.count("Zoë") == 2
    assert all(line.isprintable() for line in said.split("\n"))


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        (DEV, "A code was texted to +*******0100."),
        (LOCAL, "The local cloud texts nobody: the code is 123456."),
    ],
)
def test_where_the_code_is_is_told(
    outputs: Any,
    says: str,
    tmp_path: Path,
    entered: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    entered.append("+14155550100")
    cognito: Any = Cognito()
    entrance.resend(Visit(outputs, cognito, tmp_path), argparse.Namespace())
    assert capsys.readouterr().out.splitlines()[0] == says


def test_a_command_gets_the_credentials_and_nothing_that_would_come_before_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = "guest", Credentials("key", "secret", "token")
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(aws, "guest_credentials", lambda *_: given)
    monkeypatch.setattr("os.execve", lambda _, words, variables: started.append((words, variables)))
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_PROFILE", "operator")
    monkeypatch.setenv("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    cognito: Any = Cognito()
    chosen = argparse.Namespace(who="guest", run=["sh", "-c", "true"])
    aws.credentials(Visit(DEV, cognito, tmp_path), chosen)
    ((words, variables),) = started
    assert words == ["sh", "-c", "true"]
    assert {name: value for name, value in variables.items() if name.startswith("AWS_")} == {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token",
        "AWS_REGION": DEV.region,
        "AWS_DEFAULT_REGION": DEV.region,
    }


def test_the_key_is_shown_to_scan_and_to_type() -> None:
    shown = shown_key("ABCDEFGHIJ", "otpauth://totp/a:b?secret=ABCDEFGHIJ")
    *squares, text = shown.strip().splitlines()
    assert text == "Scan this with an authenticator app, or type this key: ABCD EFGH IJ"
    assert {*"".join(squares)} == {*"█▀▄ "}
    assert "\x1b" not in shown
