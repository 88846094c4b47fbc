"""Which numbers may be texted: by country, type and spelling."""

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from sign_up_gate.numbers import Decision, Policy, Verdict, judge


def example(country: str, kind: int = PhoneNumberType.MOBILE) -> str:
    """Return the number that the metadata gives as an example, in E.164."""
    number = phonenumbers.example_number_for_type(country, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


SHARED_PREFIX = {
    "+1": ["US", "CA", "JM", "BB", "PR", "DO", "BS", "TT", "AG", "KY", "GU"],
    "+44": ["GB", "JE", "GG"],
    "+7": ["RU", "KZ"],
    "+262": ["RE", "YT"],
    "+599": ["CW", "BQ"],
}


@pytest.mark.parametrize(
    ("prefix", "country"), [(p, c) for p, countries in SHARED_PREFIX.items() for c in countries]
)
def test_a_country_is_told_from_its_neighbours_of_the_same_prefix(
    prefix: str, country: str
) -> None:
    number = example(country)
    assert number.startswith(prefix)
    neighbours = frozenset(SHARED_PREFIX[prefix]) - {country}
    assert judge(number, Policy(frozenset({country}))) == Verdict(Decision.ALLOWED, country)
    assert judge(number, Policy(neighbours)) == Verdict(Decision.REFUSED, country)


@pytest.mark.parametrize(
    ("number", "country"),
    [
        pytest.param("+14155550100", "US", id="California"),
        pytest.param("+14165550123", "CA", id="Toronto"),
        pytest.param("+17875550123", "PR", id="Puerto Rico, which is not US"),
        pytest.param("+18765550123", "JM", id="Jamaica"),
        pytest.param("+447624000000", "IM", id="Isle of Man"),
        pytest.param(example("IM"), "GB", id="Isle of Man, in a range shared with Britain"),
        pytest.param(example("AX"), "FI", id="Aland, in a range shared with Finland"),
    ],
)
def test_a_number_counts_for_the_country_its_range_belongs_to(number: str, country: str) -> None:
    assert judge(number, Policy(frozenset({country}))) == Verdict(Decision.ALLOWED, country)


REFUSED_TYPES = {
    "fixed line": example("GB", PhoneNumberType.FIXED_LINE),
    "toll-free": example("US", PhoneNumberType.TOLL_FREE),
    "premium rate, US": example("US", PhoneNumberType.PREMIUM_RATE),
    "premium rate, GB": example("GB", PhoneNumberType.PREMIUM_RATE),
    "shared cost": example("DE", PhoneNumberType.SHARED_COST),
    "personal number, US": example("US", PhoneNumberType.PERSONAL_NUMBER),
    "personal number, GB": example("GB", PhoneNumberType.PERSONAL_NUMBER),
    "pager": example("GB", PhoneNumberType.PAGER),
    "VoIP": example("GB", PhoneNumberType.VOIP),
    "company-wide": example("GB", PhoneNumberType.UAN),
    "voicemail": example("DE", PhoneNumberType.VOICEMAIL),
}


@pytest.mark.parametrize("number", REFUSED_TYPES.values(), ids=REFUSED_TYPES)
def test_a_type_that_takes_no_sms_or_pays_its_owner_is_refused(number: str) -> None:
    verdict = judge(number, Policy(frozenset({"US", "GB", "DE"})))
    assert verdict.decision is Decision.REFUSED
    assert verdict.country in {"US", "GB", "DE"}, "refused for its type, not for its country"


OF_NO_COUNTRY = {
    "satellite": "+870773111632",
    "international network": "+883510000000",
    "universal toll-free": "+80012345678",
    "international premium rate": "+979123456789",
}


@pytest.mark.parametrize("number", OF_NO_COUNTRY.values(), ids=OF_NO_COUNTRY)
def test_a_number_of_no_country_is_refused_whatever_is_allowed(number: str) -> None:
    everything = Policy(frozenset(phonenumbers.SUPPORTED_REGIONS) | {"001"})
    assert judge(number, everything) == Verdict(Decision.REFUSED, "unknown")


HOSTILE = {
    "None": None,
    "empty": "",
    "a list": ["+14155550100"],
    "an object": {"+14155550100": 1},
    "an integer": 14155550100,
    "true": True,
    "no plus": "14155550100",
    "two pluses": "++14155550100",
    "plus alone": "+",
    "00 for the plus": "0014155550100",
    "full-width plus": "\uff0b14155550100",
    "full-width digits": "+1\uff1415555\uff10100",
    "Arabic-Indic digits": "+1\u0664155550100",
    "a space inside": "+1 4155550100",
    "a space in front": " +14155550100",
    "a newline behind": "+14155550100\n",
    "a no-break space": "+1\u00a04155550100",
    "punctuation": "+1(415)555-0100",
    "letters": "+1415555HELP",
    "an extension": "+14155550100;ext=1",
    "a tel URI": "tel:+14155550100",
    "NUL behind": "+14155550100\0",
    "NUL inside": "+1415\x005550100",
    "right-to-left override": "+1\u202e4155550100",
    "a lone surrogate": "+1415555010\ud800",
    "two numbers": "+14155550100,+14155550101",
    "16 digits": "+1415555010000000",
    "a million digits": "+1" + "4" * 1_000_000,
    "one digit short": "+1415555010",
    "one digit long": "+141555501000",
    "a country code of 0": "+0155550100",
    "an area code that is nobody's": "+15551234567",
    "an emergency number": "+1911",
    "a short code": "+172345",
    "national prefix kept, US": "+114155550100",
    "national prefix kept, GB": "+4407400123456",
    "an unassigned mobile range": "+447700900000",
}


@pytest.mark.parametrize("number", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_number_in_e164_is_refused(number: object) -> None:
    everywhere = Policy(frozenset(phonenumbers.SUPPORTED_REGIONS))
    assert judge(number, everywhere).decision is Decision.REFUSED


def test_a_test_number_needs_no_country_and_no_valid_range() -> None:
    policy = Policy(frozenset({"US"}), frozenset({"+447700900123"}))
    assert judge("+447700900123", policy) == Verdict(Decision.TEST, "unknown")
    assert judge("+447700900124", policy).decision is Decision.REFUSED
    assert judge(["+447700900123"], policy).decision is Decision.REFUSED
