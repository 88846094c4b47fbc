"""The numbers that try a deployment are numbers that its gate lets pass."""

import pytest
from phonenumbers import SUPPORTED_REGIONS

from ops.errors import OpsError
from ops.people import numbers
from ops.people.numbers import mobile_number, new_number
from sign_up_gate.numbers import Decision, Policy, judge

# By the metadata, which gives most of these countries' numbers to their main country.
NO_MOBILE_PHONES = {"AX", "BL", "CC", "CX", "EH", "IM", "MF", "SJ", "TA", "VA"}


@pytest.mark.parametrize("country", sorted(SUPPORTED_REGIONS - NO_MOBILE_PHONES))
def test_every_country_has_several_that_its_gate_lets_pass(country: str) -> None:
    given = {mobile_number([country]) for _ in range(10)}
    policy = Policy(frozenset({country}))
    assert len(given) > 1
    assert {judge(number, policy).decision for number in given} == {Decision.ALLOWED}


def test_fiction_comes_first() -> None:
    assert mobile_number(["DE", "US"])[5:].startswith("55501")


def test_a_country_without_mobile_phones_is_passed_over() -> None:
    assert mobile_number(["TA", "ZA"]).startswith("+27")


def test_countries_without_mobile_phones_are_told() -> None:
    with pytest.raises(OpsError, match=r"no mobile number of AX, TA .*: add a country"):
        mobile_number(["TA", "AX"])


def test_a_new_number_is_nobodys() -> None:
    taken = {mobile_number(["US"]) for _ in range(100)}
    assert new_number(["US"], taken=taken) not in taken


def test_a_country_without_enough_numbers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "mobile_number", lambda _: "+12125550100")
    with pytest.raises(OpsError, match=r"no mobile number of US is left .*: add a country"):
        new_number(["US"], taken={"+12125550100"})
