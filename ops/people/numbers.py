"""Phone numbers to try a deployment with: reserved for fiction where a plan reserves any."""

import secrets
from collections.abc import Collection, Iterable

from phonenumbers import (
    PhoneNumberFormat,
    PhoneNumberType,
    example_number_for_type,
    format_number,
    number_type,
    parse,
    region_code_for_number,
)

from ..errors import OpsError

TEXTABLE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
TRIES = 1000
_random = secrets.SystemRandom()


def fictional_number() -> str:
    """Return one of the numbers that North America keeps for fiction: 555-0100 to 555-0199."""
    area = _random.choice(["201", "212", "312", "415", "503", "617", "702", "808"])
    return f"+1{area}55501{_random.randrange(100):02}"


def mobile_number(countries: Iterable[str]) -> str:
    """Return a valid mobile number of one of the countries, a fictional one where US is one.

    Args:
        countries: ISO 3166-1 alpha-2 codes.

    Raises:
        OpsError: No mobile number of any of the countries is known.
    """
    wanted = sorted(countries)
    if "US" in wanted:
        return fictional_number()
    for country in wanted:
        if number := _example(country):
            return number
    raise OpsError(
        f"no mobile number of {', '.join(wanted)} is known, so nobody can sign up: "
        "add a country to allowed_countries in stages.py."
    )


def new_number(countries: Iterable[str], *, taken: Collection[str]) -> str:
    """Return a mobile number of one of the countries that nobody has.

    Args:
        countries: ISO 3166-1 alpha-2 codes.
        taken: the numbers that somebody has.

    Raises:
        OpsError: No mobile number of any of the countries is known, or none is left.
    """
    wanted = sorted(countries)
    for _ in range(TRIES):
        if (number := mobile_number(wanted)) not in taken:
            return number
    raise OpsError(
        f"no mobile number of {', '.join(wanted)} is left to try the deployment with: "
        "add a country to allowed_countries in stages.py, or start anew with `make local-down`."
    )


def _example(country: str) -> str | None:
    """Change the last four digits of the metadata's example until it is a mobile number again.

    There is none where the metadata takes the country's numbers for those of its main country.
    """
    example = example_number_for_type(country, PhoneNumberType.MOBILE)
    if example is None:
        return None
    kept = format_number(example, PhoneNumberFormat.E164)[:-4]
    for _ in range(TRIES):
        number = f"{kept}{_random.randrange(10_000):04}"
        parsed = parse(number)
        if region_code_for_number(parsed) == country and number_type(parsed) in TEXTABLE:
            return number
    return None
