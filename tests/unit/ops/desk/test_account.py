"""An account is named without telling whose it is, and shown without moving the terminal."""

from datetime import UTC, datetime

import pytest

from ops.deployment.terminal import plain
from ops.desk.account import Account, e164, masked, read_account, sub_of
from ops.errors import RefusedError

NUMBER = "+14155550100"
SUB = "5f0c1a52-8f0e-4a57-9d0e-2f6a1c3b7e11"
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def account(**attributes: str) -> Account:
    """One that confirmed."""
    return read_account(
        {
            "Username": SUB,
            "Attributes": [{"Name": n, "Value": v} for n, v in {"sub": SUB, **attributes}.items()],
            "UserStatus": "CONFIRMED",
            "Enabled": True,
            "UserCreateDate": WHEN,
            "UserLastModifiedDate": WHEN,
        }
    )


def test_a_masked_number_keeps_its_ends_alone() -> None:
    assert masked(NUMBER) == "+1********00"
    assert masked("+123") == "****"
    assert masked(None) == "without a number"
    assert account(phone_number=NUMBER).label == f"+1********00 ({SUB})"


def test_no_representation_of_an_account_has_personal_data() -> None:
    assert NUMBER not in repr(account(phone_number=NUMBER, name="Ada"))
    assert "Ada" not in repr(account(phone_number=NUMBER, name="Ada"))


@pytest.mark.parametrize("text", ["\x1b[2J", "a\nb", "\x9b1m", "\u202eada"])
def test_what_a_user_wrote_tells_the_terminal_nothing(text: str) -> None:
    assert plain(text).isprintable()
    assert plain(f"Zoë {text}").startswith("Zoë ")


@pytest.mark.parametrize(
    "text", ["0415 5550100", "14155550100", "+1 415", "+", "+01", NUMBER + "x"]
)
def test_a_number_that_is_none_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        e164(text)
    assert f"{text}." not in str(refused.value).replace("+14155550100.", "")
    assert e164(NUMBER) == NUMBER


@pytest.mark.parametrize("text", [NUMBER, "ada", SUB.upper(), f'{SUB}" or'])
def test_a_sub_that_is_none_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        sub_of(text)
    assert text not in str(refused.value)
    assert sub_of(SUB) == SUB
