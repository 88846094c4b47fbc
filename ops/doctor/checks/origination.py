"""Who a text is from: the numbers and sender IDs that the stage's countries ask for.

Source: AWS End User Messaging SMS user guide, "Supported countries and regions for SMS messaging"
and its notes, and "Shared routes"; SNS developer guide, "Supported countries and regions".
"""

from typing import Any

from ..case import Case
from ..finding import Finding, Findings, amber, green, red

# "A dedicated number such as a 10DLC number or a toll-free number is required to send SMS messages
# to the United States and its territories", and no sender ID works there.
NUMBER_REQUIRED = frozenset({"AS", "GU", "PR", "US", "VI"})
# Sender IDs: "Registration required"; in Singapore an unregistered one becomes LIKELY-SCAM.
SENDER_REGISTERED = (
    "AE, AU, BY, EG, ES, GB, ID, IE, IN, JO, KE, KW, KZ, LK, OM, PH, QA, RU, SA, SG, TH, TR, VN, ZM"
)
# Messages are sent by templates that were registered.
TEMPLATE_REGISTERED = frozenset({"CN"})
_CONSOLE = "in the End User Messaging SMS console"


def identities(case: Case) -> Findings:
    """Each of the stage's countries has the origination identity that it asks for."""
    countries = case.countries
    client = case.client("pinpoint-sms-voice-v2", case.sms_region)
    numbers = _all(client, "describe_phone_numbers", "PhoneNumbers")
    senders = _all(client, "describe_sender_ids", "SenderIds")
    ours = {
        number["IsoCountryCode"]
        for number in numbers
        if number["Status"] == "ACTIVE"
        and number["NumberType"] != "SIMULATOR"  # it texts other simulators alone
        and "SMS" in number["NumberCapabilities"]
    }
    registered = {one["IsoCountryCode"] for one in senders if one.get("Registered")}
    named = {one["IsoCountryCode"] for one in senders}
    for country in countries:
        yield _judged(
            country,
            number=country in ours,
            registered=country in registered,
            named=country in named,
        )


def _judged(country: str, *, number: bool, registered: bool, named: bool) -> Finding:
    subject = f"from whom, {country}"
    if number:
        return green(subject, "a number of the account's own")
    if country in NUMBER_REQUIRED:
        return red(
            subject,
            f"no active number, and {country} takes texts from no shared one and no sender ID",
            f"request and register a toll-free number or 10DLC {_CONSOLE}, and let SNS use it",
        )
    if registered:
        return green(subject, "a registered sender ID")
    if country in TEMPLATE_REGISTERED:
        return amber(
            subject,
            "texts are blocked unless their template is registered, which cannot be seen here",
            f"register the message {_CONSOLE}",
        )
    if country in SENDER_REGISTERED:
        return amber(
            subject,
            f"no number and no registered sender ID: {country} asks for one, and may drop texts",
            f"register a sender ID {_CONSOLE}, and let SNS use it",
        )
    return green(subject, "a sender ID" if named else "AWS's shared numbers, which it allows")


def _all(client: Any, operation: str, key: str) -> list[dict[str, Any]]:
    return [one for page in client.get_paginator(operation).paginate() for one in page[key]]
