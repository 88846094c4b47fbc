"""Area codes of North America that are in service and that the numbers' metadata does not know.

Each was confirmed by a regulator's, carrier's or administrator's word that it is in service. Not
confirmed, and so not here: 465 (New York City) and 483 (Alabama). As of 2026-11-26, phonenumbers
9.0.42; docs/reference.md says how to renew it, and a test tells which the metadata has learnt.
"""

import re
from types import MappingProxyType

AREA_CODES = MappingProxyType(
    {
        "436": "US",  # Ohio, beside 440, 2024: libphonenumber's tracker
        "457": "US",  # Louisiana, beside 318, 2025-09-25: NANPA's announcement
        "471": "US",  # Mississippi, beside 662, 2026-01-30: planning letter, by Wikipedia
        "621": "US",  # Houston, beside 713, 2025: Public Utility Commission of Texas
        "624": "US",  # Buffalo, beside 716, 2024: NANPA's list, by dongri/phonenumber#41
        "679": "US",  # Detroit, beside 313, 2025-11-07: Michigan Public Service Commission
        "729": "US",  # Tennessee, beside 423, 2025-09-05: Tennessee Public Utility Commission
        "837": "US",  # northern California, beside 530, 2025-01-31: California PUC
        "861": "US",  # Illinois, beside 309, 2023-02-24: libphonenumber-js#445
    }
)
# NPA-NXX-XXXX; an exchange is no N11 code, for those are services (NANPA, "Central office codes").
_NUMBER = re.compile(r"([2-9][0-8][0-9])([2-9](?!11)[0-9]{2})[0-9]{4}", re.ASCII)


def country_of(national_number: str) -> str | None:
    """The alpha-2 code of a well-formed number of one of these area codes, None of others."""
    match = _NUMBER.fullmatch(national_number)
    return AREA_CODES.get(match[1]) if match else None
