"""North American area codes in service that the metadata of `phonenumbers` does not have yet.

Source: the NPA Database of the North American Numbering Plan Administrator,
https://reports.nanpa.com/public/npa_report.csv, file of 14 September 2026: all 454 geographic codes
in service; phonenumberslite 9.0.42 lacks these. `tests/data/npa_report.csv` holds what was read,
and docs/developing.md says how to renew it.
"""

import re

# Each shares its area with an older code, by whose country and rules its numbers are judged.
OVERLAYS = {
    "357": "559",  # California, since 26 March 2025
    "436": "440",  # Ohio, 1 March 2024
    "457": "318",  # Louisiana, 25 September 2025
    "465": "718",  # New York, 18 June 2026
    "471": "662",  # Mississippi, 30 January 2026
    "483": "334",  # Alabama, 23 February 2026
    "621": "713",  # Texas, 23 January 2025
    "624": "716",  # New York, 16 November 2023
    "679": "313",  # Michigan, 7 November 2025
    "729": "423",  # Tennessee, 5 September 2025
    "837": "530",  # California, 31 January 2025
    "861": "309",  # Illinois, 24 February 2023
    "924": "507",  # Minnesota, 30 August 2024
}
# After the area code three digits of an exchange, none of them a service's (211 to 911), and four.
_NUMBER = re.compile(r"\+1([0-9]{3})([2-9](?!11)[0-9]{6})")


def in_older_code(number: str) -> str:
    """The number with the area's older code, where its own is one of these; else as it came."""
    match = _NUMBER.fullmatch(number)
    return f"+1{OVERLAYS[match[1]]}{match[2]}" if match and match[1] in OVERLAYS else number
