"""Codes of an authenticator app, and the sign-in that demands one.

The answers are Cognito's as its API reference documents them: MiniStack demands no second factor.
"""

from types import SimpleNamespace
from typing import Any

import pyotp
import pytest

from ops.people import challenges
from ops.people.challenges import UnansweredChallengeError, sign_in
from ops.people.person import Person
from ops.people.totp import totp

BASE32 = "JBSWY3DPEHPK3PXP" * 2
TOKENS = {"IdToken": "id", "AccessToken": "access"}


class Cognito:
    """Asks for what it is told, and remembers what it was sent."""

    def __init__(self, *challenges_: str) -> None:
        self.challenges = list(challenges_)
        self.sent: list[dict[str, Any]] = []

    def initiate_auth(self, **_: Any) -> dict[str, Any]:
        """Ask for the password's proof."""
        return {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {}}

    def respond_to_auth_challenge(self, **sent: Any) -> dict[str, Any]:
        """Ask for the next, or give tokens."""
        self.sent.append(sent)
        if self.challenges:
            return {"ChallengeName": self.challenges.pop(0), "Session": "first"}
        return {"AuthenticationResult": TOKENS}

    def associate_software_token(self, *, Session: str) -> dict[str, str]:  # noqa: N803 - Cognito's
        """Give a secret."""
        assert Session == "first"
        return {"SecretCode": BASE32, "Session": "second"}

    def verify_software_token(self, *, Session: str, UserCode: str) -> dict[str, str]:  # noqa: N803
        """Take a code of it."""
        assert Session == "second"
        assert UserCode in {pyotp.TOTP(BASE32).now(), totp(BASE32)}
        return {"Status": "SUCCESS", "Session": "third"}


@pytest.fixture(autouse=True)
def srp(monkeypatch: pytest.MonkeyPatch) -> None:
    """SRP itself is tried live."""
    done = SimpleNamespace(get_auth_params=dict, process_challenge=lambda *_: {})
    monkeypatch.setattr(challenges, "AWSSRP", lambda **_: done)


@pytest.mark.parametrize("now", [0, 59, 1111111109, 2000000000])
def test_a_code_is_that_of_an_authenticator_app(now: int) -> None:
    assert totp(BASE32, now) == pyotp.TOTP(BASE32).at(now)


def test_who_must_set_a_second_factor_up_takes_an_app_and_is_in() -> None:
    cognito: Any = Cognito("MFA_SETUP")
    assert sign_in(cognito, "pool", "client", Person("+14155550100")) == TOKENS
    assert cognito.sent[-1]["Session"] == "third"
    assert cognito.sent[-1]["ChallengeName"] == "MFA_SETUP"


def test_what_only_a_telephone_can_answer_is_told() -> None:
    cognito: Any = Cognito("SMS_MFA")
    with pytest.raises(UnansweredChallengeError, match="asks for SMS_MFA"):
        sign_in(cognito, "pool", "client", Person("+14155550100"))
