"""Codes of an authenticator app, and the sign-in that demands one.

The answers are Cognito's as its API reference documents them: MiniStack demands no second factor.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pyotp
import pytest

from ops.errors import OpsError
from ops.people import authenticator, challenges
from ops.people.challenges import UnansweredChallengeError, sign_in
from ops.people.person import Person
from ops.people.totp import totp

BASE32 = "JBSWY3DPEHPK3PXP" * 2
TOKENS = {"IdToken": "id", "AccessToken": "access"}


class Cognito:
    """Asks for what it is told, and remembers what it was sent."""

    def __init__(self, *challenges_: str, parameters: Mapping[str, str] | None = None) -> None:
        self.challenges = list(challenges_)
        self.parameters = dict(parameters or {})
        self.sent: list[dict[str, Any]] = []

    def initiate_auth(self, **_: Any) -> dict[str, Any]:
        """Ask for the password's proof."""
        return {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {}}

    def respond_to_auth_challenge(self, **sent: Any) -> dict[str, Any]:
        """Ask for the next, or give tokens."""
        self.sent.append(sent)
        if self.challenges:
            name = self.challenges.pop(0)
            return {
                "ChallengeName": name,
                "Session": "first",
                "ChallengeParameters": self.parameters,
            }
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


class Asked:
    """A person who answers everything."""

    def code(self, challenge: str, parameters: Mapping[str, str]) -> str:
        """Read it from the telephone."""
        return f"code of {challenge} to {parameters['CODE_DELIVERY_DESTINATION']}"

    def app_code(self, secret: str) -> str:
        """Scan it."""
        return totp(secret)

    def new_password(self) -> str:
        """Choose one."""
        return "new"

    def attribute(self, name: str) -> str:
        """Fill it in."""
        return f"my {name}"


def answered(challenge: str, **parameters: str) -> dict[str, str]:
    """Return what is sent to Cognito for a challenge, after which the person is in."""
    cognito: Any = Cognito(challenge, parameters={"USER_ID_FOR_SRP": "id"} | parameters)
    person = Person("+14155550100")
    assert sign_in(cognito, "pool", "client", person, Asked()) == TOKENS
    assert cognito.sent[-1]["ChallengeName"] == challenge
    sent: dict[str, str] = cognito.sent[-1]["ChallengeResponses"]
    assert sent.pop("USERNAME") == "id"
    return sent


@pytest.mark.parametrize("challenge", ["SMS_MFA", "SOFTWARE_TOKEN_MFA"])
def test_a_code_is_sent_under_the_name_of_its_challenge(challenge: str) -> None:
    sent = answered(challenge, CODE_DELIVERY_DESTINATION="+*******0100")
    assert sent == {f"{challenge}_CODE": f"code of {challenge} to +*******0100"}


@pytest.mark.parametrize(
    ("choices", "chosen"),
    [
        ('["SMS_MFA","SOFTWARE_TOKEN_MFA"]', "SOFTWARE_TOKEN_MFA"),
        ('["SMS_MFA","EMAIL_OTP"]', "SMS_MFA"),
    ],
)
def test_of_two_factors_the_app_is_taken_which_costs_no_sms(choices: str, chosen: str) -> None:
    assert answered("SELECT_MFA_TYPE", MFAS_CAN_CHOOSE=choices) == {"ANSWER": chosen}


@pytest.mark.parametrize("prefix", ["", "userAttributes."])
def test_a_temporary_password_is_replaced_and_what_is_missing_filled_in(prefix: str) -> None:
    sent = answered("NEW_PASSWORD_REQUIRED", requiredAttributes=f'["{prefix}name"]')
    assert sent == {"NEW_PASSWORD": "new", "userAttributes.name": "my name"}
    assert answered("NEW_PASSWORD_REQUIRED") == {"NEW_PASSWORD": "new"}


@pytest.mark.parametrize(
    "challenge", ["SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED", "DEVICE_SRP_AUTH"]
)
def test_where_nobody_is_asked_nothing_is_answered(challenge: str) -> None:
    cognito: Any = Cognito(challenge)
    with pytest.raises(UnansweredChallengeError, match=f"asks for {challenge}"):
        sign_in(cognito, "pool", "client", Person("+14155550100"))


def test_the_key_is_said_as_authenticator_apps_read_it() -> None:
    address = authenticator.key_address(BASE32, issuer="phone-auth dev", account="+14155550100")
    read = pyotp.parse_uri(address)
    assert (read.secret, read.issuer, read.name) == (BASE32, "phone-auth dev", "+14155550100")
    assert address.startswith("otpauth://totp/phone-auth%20dev:%2B14155550100?secret=")
    assert address.endswith("&issuer=phone-auth%20dev")


def test_an_app_whose_code_is_not_taken_is_not_asked_for() -> None:
    cognito: Any = SimpleNamespace(
        associate_software_token=lambda **_: {"SecretCode": BASE32},
        verify_software_token=lambda **_: {"Status": "ERROR"},
    )
    with pytest.raises(OpsError, match="did not take the app's code"):
        authenticator.enrol(cognito, "access", totp)
