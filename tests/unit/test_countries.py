"""A stage's countries: none whose users the gate would take for another country's."""

import phonenumbers
import pytest

from sign_up_gate.numbers import Decision, Policy, judge
from stacks.rules import check
from stacks.stage import InvalidStageError, Stage
from tests.samples import REFERENCE, changed

# As the metadata has it today; the rule asks the metadata itself.
SHARED = {
    "AX": "FI",
    "BL": "GP",
    "CC": "AU",
    "CX": "AU",
    "EH": "MA",
    "IM": "GB",
    "MF": "GP",
    "SJ": "NO",
    "VA": "IT",
}


def stage(*countries: str) -> Stage:
    """A stage of these countries."""
    return changed(REFERENCE, {"sign_up.allowed_countries": countries})


@pytest.mark.parametrize(("country", "main"), SHARED.items())
def test_a_country_that_is_not_told_from_its_main_one_is_refused_with_the_remedy(
    country: str, main: str
) -> None:
    with pytest.raises(InvalidStageError, match=rf"has '{country}' without '{main}'.*add '{main}'"):
        check(stage("US", country))
    check(stage("US", country, main))


def test_a_country_without_mobile_phones_is_refused() -> None:
    with pytest.raises(InvalidStageError, match=r"'TA'.*no mobile phones: remove it"):
        check(stage("US", "TA"))


@pytest.mark.parametrize("country", sorted(phonenumbers.SUPPORTED_REGIONS - SHARED.keys() - {"TA"}))
def test_every_other_country_may_stand_alone_and_its_phones_are_texted(country: str) -> None:
    check(stage(country))
    mobile = phonenumbers.PhoneNumberType.MOBILE
    number = phonenumbers.example_number_for_type(country, mobile)
    assert number is not None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert judge(e164, Policy(frozenset({country}))).decision is Decision.ALLOWED
