"""Area codes that are newer than the metadata: their numbers sign up, and no others do."""

import phonenumbers
import pytest

from sign_up_gate.area_codes import AREA_CODES, country_of
from sign_up_gate.numbers import UNKNOWN_COUNTRY, Decision, Policy, Verdict, judge

US = Policy(frozenset({"US"}))
# In service, by the plan's public lists as far as they can be had: a code of each kind of member.
IN_SERVICE = {
    "US": ("212", "235", "324", "327", "350", "353", "363", "369", "557", "645", "686", "738"),
    "CA": ("257", "263", "354", "368", "382", "428", "468", "474", "584", "683", "742", "942"),
    "JM": ("876", "658"),
    "DO": ("809", "829", "849"),
    "PR": ("787", "939"),
}


@pytest.mark.parametrize("code", AREA_CODES)
def test_a_number_of_a_new_area_code_may_sign_up(code: str) -> None:
    number = f"+1{code}2345678"
    assert judge(number, US) == Verdict(Decision.ALLOWED, "US")
    assert judge(number, Policy(frozenset({"CA"}))) == Verdict(Decision.REFUSED, "US")


@pytest.mark.parametrize("code", AREA_CODES)
def test_the_metadata_does_not_know_it_yet(code: str) -> None:
    """One that it has learnt is to be taken out here."""
    assert not phonenumbers.is_valid_number(phonenumbers.parse(f"+1{code}2345678"))


@pytest.mark.parametrize(("country", "codes"), IN_SERVICE.items())
def test_what_is_in_service_signs_up_in_its_country(country: str, codes: tuple[str, ...]) -> None:
    policy = Policy(frozenset({country}))
    for code in codes:
        assert judge(f"+1{code}2345678", policy) == Verdict(Decision.ALLOWED, country), code


@pytest.mark.parametrize(
    "number",
    [
        "+14360345678",  # an exchange begins with 2 to 9
        "+14361345678",
        "+14362115678",  # a service code
        "+14369115678",
        "+1436234567",
        "+143623456789",
        "+14362345678;ext=1",
        "+1 436 234 5678",
        "+1436234567\N{FULLWIDTH DIGIT EIGHT}",
        "+114362345678",
        "+14652345678",  # not confirmed
        "+14832345678",
        "+19762345678",
    ],
)
def test_no_other_number_comes_in_by_that(number: str) -> None:
    assert judge(number, Policy(frozenset({"US", "CA"}))).decision is Decision.REFUSED
    assert judge(number, US).country == UNKNOWN_COUNTRY


def test_no_code_is_a_service_or_toll_free() -> None:
    for code in AREA_CODES:
        assert code[1:] != "11"
        assert code[1] != "9"
        assert code[0] in "23456789"
        assert code not in ("800", "822", "833", "844", "855", "866", "877", "888", "900")
        assert country_of(f"{code}5550100") == "US"
