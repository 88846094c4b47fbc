"""The one place that reads the function's environment."""

import re
from collections.abc import Mapping

from phonenumbers import SUPPORTED_REGIONS

from sign_up_gate.numbers import Policy

E164 = re.compile(r"\+[1-9][0-9]{1,14}")


class SettingsError(Exception):
    """The environment does not say whom to text; the message names the variable, not its value."""


def read_policy(environment: Mapping[str, str]) -> Policy:
    """Read whom this stage texts.

    `ALLOWED_COUNTRIES` is a comma list of ISO 3166-1 alpha-2 codes and must be there;
    `TEST_NUMBERS` is a comma list of E.164 numbers, empty or absent where a stage has none.

    Raises:
        SettingsError: a variable is missing or has an entry that is no country or no number.
    """
    countries = _entries(environment, "ALLOWED_COUNTRIES")
    if not countries or not countries <= SUPPORTED_REGIONS:
        raise SettingsError("ALLOWED_COUNTRIES must be ISO 3166-1 alpha-2 codes, like DE,US")
    test_numbers = _entries(environment, "TEST_NUMBERS")
    if not all(map(E164.fullmatch, test_numbers)):
        raise SettingsError("TEST_NUMBERS must be E.164 numbers: a plus and up to 15 digits")
    return Policy(countries, test_numbers)


def _entries(environment: Mapping[str, str], name: str) -> frozenset[str]:
    text = environment.get(name, "")
    return frozenset(text.split(",")) if text else frozenset()
