"""A wrong environment lets nobody through."""

import pytest

from sign_up_gate.settings import SettingsError, read_policy
from tests.unit.sign_up_gate.cold_start import TEST_NUMBER, US_NUMBER, cold_start, load_event

WRONG = {
    "nothing is set": {},
    "no countries": {"TEST_NUMBERS": TEST_NUMBER},
    "countries empty": {"ALLOWED_COUNTRIES": ""},
    "countries in small letters": {"ALLOWED_COUNTRIES": "us"},
    "a country that is none": {"ALLOWED_COUNTRIES": "US,UK"},
    "a wildcard": {"ALLOWED_COUNTRIES": "*"},
    "countries as JSON": {"ALLOWED_COUNTRIES": '["US"]'},
    "the region of no country": {"ALLOWED_COUNTRIES": "US,001"},
    "spaces": {"ALLOWED_COUNTRIES": "US, GB"},
    "a trailing comma": {"ALLOWED_COUNTRIES": "US,"},
    "a test number without plus": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": "447700900123"},
    "a space behind it": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": f"{TEST_NUMBER} "},
    "Arabic-Indic digits": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": "+1\u0664155550100"},
    "a test number of 16 digits": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": "+1415555010000000"},
    "a wildcard for test numbers": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": "+*"},
    "an empty test number": {"ALLOWED_COUNTRIES": "US", "TEST_NUMBERS": f"{TEST_NUMBER},"},
}


@pytest.mark.parametrize("environment", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("number", [US_NUMBER, TEST_NUMBER])
@pytest.mark.parametrize("source", ["PreSignUp_SignUp", "CustomMessage_ForgotPassword"])
def test_every_number_is_refused_where_the_environment_is_wrong(
    environment: dict[str, str], number: str, source: str
) -> None:
    with cold_start(**environment) as gate:
        assert gate.ask(load_event(source, number)) is None
        assert gate.ask(load_event(source, number)) is None
    assert [line["level"] for line in gate.lines()] == ["ERROR", "INFO", "INFO"]
    assert not any(n[1:] in gate.log.getvalue() for n in (US_NUMBER, TEST_NUMBER))


@pytest.mark.parametrize("environment", WRONG.values(), ids=WRONG)
def test_the_error_names_the_variable_and_not_its_value(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"ALLOWED_COUNTRIES|TEST_NUMBERS") as caught:
        read_policy(environment)
    assert TEST_NUMBER[1:] not in str(caught.value)


@pytest.mark.parametrize("test_numbers", [{}, {"TEST_NUMBERS": ""}], ids=["absent", "empty"])
def test_a_stage_without_test_numbers_has_none(test_numbers: dict[str, str]) -> None:
    policy = read_policy({"ALLOWED_COUNTRIES": "DE,US", **test_numbers})
    assert policy.countries == {"DE", "US"}
    assert not policy.test_numbers
