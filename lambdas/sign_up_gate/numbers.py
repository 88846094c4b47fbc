"""Which phone numbers may receive an SMS. Pure: no event, no environment, no log."""

from enum import StrEnum
from typing import NamedTuple

from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    number_type,
    parse,
    region_code_for_number,
)

from sign_up_gate.area_codes import in_older_code

UNKNOWN_COUNTRY = "unknown"
# The North American and some other plans do not tell mobile from fixed lines, hence the second: who
# has a fixed line there may sign up and gets no text. Refused are the types that
# take no SMS (fixed line, toll-free, voicemail, company-wide) and those that a fraudster earns with
# or gets by the thousand: premium rate, shared cost, pager and personal numbers (billed at premium
# rates in Britain), VoIP.
TEXTABLE_TYPES = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


class Policy(NamedTuple):
    """Whom a stage texts.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes.
        test_numbers: E.164 numbers that confirm themselves and are never texted.
    """

    countries: frozenset[str]
    test_numbers: frozenset[str] = frozenset()


class Decision(StrEnum):
    """What may happen to a number."""

    ALLOWED = "allowed"
    TEST = "test"
    REFUSED = "refused"


class Verdict(NamedTuple):
    """A decision and the country it was made by, or "unknown"."""

    decision: Decision
    country: str


def judge(number: object, policy: Policy) -> Verdict:
    """Decide about one number, which may be anything that JSON can hold.

    The country is the number's own and not its prefix's: +1, +7 and +44 are several. The metadata
    cannot part every range: where countries share one it names the main country, so a mobile of
    Aland is FI, and one of the Isle of Man outside +447624 and its like is GB.
    """
    parsed = _parse(number)
    country = _country(parsed)
    if isinstance(number, str) and number in policy.test_numbers:
        return Verdict(Decision.TEST, country)
    # A type other than UNKNOWN implies that the number is possible and valid.
    if parsed and country in policy.countries and number_type(parsed) in TEXTABLE_TYPES:
        return Verdict(Decision.ALLOWED, country)
    return Verdict(Decision.REFUSED, country)


def _parse(number: object) -> PhoneNumber | None:
    """Read a number that is written as its own E.164 form and in no other way.

    `phonenumbers` alone reads `+44 (0)7400 ...` and full-width digits too, and drops a national
    prefix (`+4407400...`). Cognito keeps the text as it came, so a second spelling would be a
    second account of the same phone.
    """
    if not isinstance(number, str):
        return None
    number = in_older_code(number)
    try:
        parsed = parse(number)
    except NumberParseException:
        return None
    return parsed if format_number(parsed, PhoneNumberFormat.E164) == number else None


def _country(parsed: PhoneNumber | None) -> str:
    """Return the alpha-2 code; satellite and other numbers of no country (`001`) have none."""
    region = region_code_for_number(parsed) if parsed else None
    return region if region in SUPPORTED_REGIONS else UNKNOWN_COUNTRY
