"""Prices and shares that somebody says."""

from decimal import Decimal
from pathlib import Path

import pytest

from ops.cost.overrides import overridden, shares
from ops.cost.price_table import PRICES
from ops.errors import OpsError


def test_a_price_that_is_said_replaces_all_tiers_and_keeps_what_is_free() -> None:
    prices = overridden(PRICES, ["cognito-lite=0.001"])
    assert prices["cognito-lite"].charge(Decimal(1_010_000)) == 1_000
    assert (prices["cognito-lite"].source, prices["cognito-lite"].seen) == ("said", "now")
    assert PRICES["cognito-lite"].seen != "now"


def test_what_is_free_can_be_said_too() -> None:
    prices = overridden(PRICES, ["cognito-essentials.free=0"])
    assert prices["cognito-essentials"].charge(Decimal(100)) == Decimal("1.5")
    assert prices["cognito-essentials"].source == PRICES["cognito-essentials"].source


def test_the_price_of_any_country_can_be_said() -> None:
    assert overridden(PRICES, ["sms-KP=2"])["sms-KP"].charge(Decimal(3)) == 6


def test_the_command_line_wins_over_the_file_which_keeps_every_digit(tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text('{"waf-acls": 4, "sms-DE": 0.10000000000000000001}')
    prices = overridden(PRICES, ["waf-acls=3"], file)
    assert prices["waf-acls"].first == 3
    assert prices["sms-DE"].first == Decimal("0.10000000000000000001")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("cognito-plis=1", "there is no price 'cognito-plis': did you mean cognito-plus"),
        ("????=1", "there is no price '????': --help names them."),
        ("cognito-plus", "'cognito-plus' says no value: write NAME=VALUE"),
        ("waf-acls=-1", "the price waf-acls is '-1': give a number, 0 to 1,000,000,000, as in"),
        ("waf-acls=NaN", "the price waf-acls is 'NaN': give a number"),
        ("waf-acls=Infinity", "give a number, 0 to"),
        ("waf-acls=1e999999", "the price waf-acls is '1e999999': give a number, 0 to"),
        ("waf-acls=", "the price waf-acls is '': give a number"),
        ("waf-acls.free=x", "the price waf-acls.free is 'x': give a number"),
        ("sms-de=1", "there is no price 'sms-de': did you mean"),
    ],
)
def test_a_price_that_is_none_is_told_in_one_sentence(said: str, sentence: str) -> None:
    with pytest.raises(OpsError) as refused:
        overridden(PRICES, [said])
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", '{"waf-acls": "x"', '{"waf-acls": [1]}'])
def test_a_file_that_is_none_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "prices.json"
    file.write_text(text)
    with pytest.raises(OpsError, match=r'\{"cognito-plus": 0.018\}'):
        overridden(PRICES, [], file)
    with pytest.raises(OpsError, match="cannot be read"):
        overridden(PRICES, [], tmp_path / "none")


def test_shares_are_of_countries_that_are_texted_and_add_up() -> None:
    assert shares(["DE=0.75", "US=0.25"], ("DE", "US")) == {
        "DE": Decimal("0.75"),
        "US": Decimal("0.25"),
    }
    assert shares([], ("DE",)) == {}
    with pytest.raises(OpsError, match="texts nobody in 'FR': --sms takes DE, US"):
        shares(["FR=1"], ("DE", "US"))
    with pytest.raises(OpsError, match=r"add up to 0\.9: make them"):
        shares(["DE=0.9"], ("DE", "US"))
