"""Who a text is from; the embedded cloud has no such service."""

from dataclasses import replace
from typing import Any

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.checks import origination
from ops.doctor.finding import Status
from tests.unit.ops.doctor.answers import Account, case_of, told
from tests.unit.ops.samples import FACTS

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED
TOLL_FREE = {
    "PhoneNumberArn": "arn",
    "PhoneNumber": "+18445550100",
    "Status": "ACTIVE",
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "TOLL_FREE",
    "MonthlyLeasingPrice": "2",
    "TwoWayEnabled": False,
    "SelfManagedOptOutsEnabled": False,
    "OptOutListName": "Default",
    "DeletionProtectionEnabled": False,
    "CreatedTimestamp": 0,
}
SENDER = {
    "SenderIdArn": "arn",
    "SenderId": "ACME",
    "IsoCountryCode": "GB",
    "MessageTypes": ["TRANSACTIONAL"],
    "MonthlyLeasingPrice": "0",
    "DeletionProtectionEnabled": False,
    "Registered": True,
}


@pytest.mark.parametrize(
    ("country", "identities", "status"),
    [
        ("US", ([], []), RED),
        ("PR", ([TOLL_FREE], []), RED),
        ("US", ([TOLL_FREE], []), GREEN),
        ("US", ([TOLL_FREE | {"Status": "PENDING"}], []), RED),
        ("US", ([TOLL_FREE | {"NumberType": "SIMULATOR"}], []), RED),
        ("US", ([TOLL_FREE | {"NumberCapabilities": ["VOICE"]}], []), RED),
        ("US", ([], [SENDER | {"IsoCountryCode": "US"}]), RED),
        ("GB", ([], []), AMBER),
        ("GB", ([], [SENDER | {"Registered": False}]), AMBER),
        ("GB", ([], [SENDER]), GREEN),
        ("CN", ([], []), AMBER),
        ("DE", ([], []), GREEN),
    ],
)
def test_a_country_has_what_it_asks_for(
    account: Account,
    protected: Stacks,
    country: str,
    identities: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    status: Status,
) -> None:
    numbers, senders = identities
    service = "pinpoint-sms-voice-v2"
    account.answers(service, "describe_phone_numbers", {"PhoneNumbers": numbers})
    account.answers(service, "describe_sender_ids", {"SenderIds": senders})
    facts = replace(FACTS, countries=(country,))
    case = case_of(account, protected, facts=facts)
    assert told(case, origination.identities) == [(status, f"from whom, {country}")]
