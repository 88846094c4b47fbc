"""Whatever comes, the gate agrees with the metadata and never tells a number."""

import copy
from typing import Any

import phonenumbers
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sign_up_gate.cold_start import TEST_NUMBER, cold_start, load_event
from tests.unit.sign_up_gate.test_gate_handler import SOURCES

COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)
TYPES = sorted(phonenumbers.PhoneNumberType.values())
SENDABLE = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}


@st.composite
def examples(draw: st.DrawFn) -> str:
    """Draw an example of any country and type, with some of its digits changed."""
    kind = draw(st.sampled_from(TYPES))
    number = phonenumbers.example_number_for_type(draw(st.sampled_from(COUNTRIES)), kind)
    if number is None:
        return TEST_NUMBER
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    kept = draw(st.integers(3, len(text)))
    return text[:kept] + draw(st.text("0123456789", max_size=len(text) - kept + 1))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | examples(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
numbers = examples() | st.from_regex(r"\+[0-9]{1,16}", fullmatch=True) | json_values
names = examples() | st.just("5f0c1a52-8f0e-4a57-9d0e-2f6a1c3b7e11") | json_values


def oracle(number: object, countries: set[str]) -> bool:
    """Say by the library alone whether a number may be texted."""
    if not isinstance(number, str) or not number.isascii() or not number.startswith("+"):
        return False
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    return (
        number == f"+{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
        and phonenumbers.is_possible_number(parsed)
        and any(phonenumbers.is_valid_number_for_region(parsed, c) for c in countries)
        and phonenumbers.region_code_for_number(parsed) in countries
        and phonenumbers.number_type(parsed) in SENDABLE
    )


@given(
    countries=st.sets(st.sampled_from(COUNTRIES), min_size=1),
    source=st.sampled_from(SOURCES),
    number=numbers,
    name=names,
)
def test_a_real_number_passes_exactly_when_the_metadata_says_so_and_never_confirms_itself(
    countries: set[str], source: str, number: object, name: object
) -> None:
    event = load_event(source, number)
    event["userName"] = name
    judged = [number, name] if isinstance(name, str) and name.startswith("+") else [number]
    with cold_start(ALLOWED_COUNTRIES=",".join(countries), TEST_NUMBERS=TEST_NUMBER) as gate:
        answer = gate.ask(copy.deepcopy(event))
    passes = all(
        oracle(one, countries) or (one == TEST_NUMBER and source.startswith("PreSignUp"))
        for one in judged
    )
    assert (answer is not None) == passes
    confirms = source == "PreSignUp_SignUp" and set(map(str, judged)) == {TEST_NUMBER}
    assert answer is None or bool(answer["response"].get("autoConfirmUser")) == confirms
    digits = [one.strip("+") for one in judged if isinstance(one, str)]
    assert not any(text in gate.log.getvalue() for text in digits if text[6:].isdecimal())


@given(
    event=json_values,
    patch=st.dictionaries(
        st.sampled_from(["triggerSource", "userName", "request", "response", "userAttributes"]),
        json_values,
    ),
)
def test_no_event_crashes_the_gate_or_opens_it_without_a_number(event: Any, patch: Any) -> None:
    with cold_start(ALLOWED_COUNTRIES=",".join(COUNTRIES)) as gate:
        assert gate.ask(event) is None
        assert gate.ask(patch) is None
        gate.ask({**load_event("PreSignUp_SignUp"), **patch})
