"""Texting, as AWS tells of it: the embedded cloud has no SMS settings, and texts nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.checks import sms, spending
from ops.doctor.finding import Status
from tests.unit.ops.doctor.answers import Account, case_of, findings, told

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN
NOW = datetime.now(UTC)
NUMBER = "+14155550100"


@pytest.mark.parametrize(("keeps", "status"), [(True, RED), (False, AMBER)])
def test_the_sandbox_is_worse_where_users_are_kept(
    account: Account, protected: Stacks, keeps: bool, status: Status
) -> None:
    account.answers("sns", "get_sms_sandbox_account_status", {"IsInSandbox": True})
    numbers = [{"PhoneNumber": NUMBER, "Status": "Verified"}, {"Status": "Pending"}]
    account.answers("sns", "list_sms_sandbox_phone_numbers", {"PhoneNumbers": numbers})
    found = findings(case_of(account, protected, protected=keeps), sms.sandbox)
    assert [(one.status, one.subject) for one in found] == [
        (status, "SMS sandbox"),
        (GREEN, "verified numbers"),
    ]
    assert found[1].sentence == "1 can be texted, 1 wait for their code"
    assert NUMBER not in str(found)


def test_a_sandbox_without_a_verified_number_texts_nobody(
    account: Account, protected: Stacks
) -> None:
    account.answers("sns", "get_sms_sandbox_account_status", {"IsInSandbox": True})
    account.answers("sns", "list_sms_sandbox_phone_numbers", {"PhoneNumbers": []})
    assert (RED, "verified numbers") in told(case_of(account, protected), sms.sandbox)


def test_an_account_out_of_the_sandbox_is_green(account: Account, protected: Stacks) -> None:
    account.answers("sns", "get_sms_sandbox_account_status", {"IsInSandbox": False})
    assert told(case_of(account, protected), sms.sandbox) == [(GREEN, "SMS sandbox")]


def test_sns_is_asked_where_the_pool_texts_from(account: Account, protected: Stacks) -> None:
    account.answers("sns", "get_sms_sandbox_account_status", {"IsInSandbox": False})
    pool = {"SmsConfiguration": {"SnsRegion": "us-west-2"}}
    told(case_of(account, protected, pool=pool), sms.sandbox)
    assert account.regions == ["us-west-2"]


@pytest.mark.parametrize(
    ("attributes", "status"),
    [
        ({"MonthlySpendLimit": "1"}, GREEN),  # as the stage REFERENCE has it
        ({"MonthlySpendLimit": "50"}, AMBER),
        ({}, AMBER),
    ],
    ids=["as deployed", "another", "none"],
)
def test_the_limit_is_the_deployed_one(
    account: Account, protected: Stacks, attributes: dict[str, str], status: Status
) -> None:
    account.answers("sns", "get_sms_attributes", {"attributes": attributes})
    assert told(case_of(account, protected), spending.limit) == [(status, "monthly limit")]


@pytest.mark.parametrize(
    ("spent", "limit", "status"),
    [
        (0.2, "1", GREEN),
        (0.8, "1", AMBER),
        (1.0, "1", RED),
        (30.0, None, GREEN),
    ],
)
def test_the_newest_spend_is_held_against_the_limit(
    account: Account, protected: Stacks, spent: float, limit: str | None, status: Status
) -> None:
    points = [
        {"Timestamp": NOW - timedelta(hours=1), "Maximum": spent},
        {"Timestamp": NOW - timedelta(hours=9), "Maximum": 0.0},
    ]
    account.answers("cloudwatch", "get_metric_statistics", {"Datapoints": points})
    attributes = {"MonthlySpendLimit": limit} if limit else {}
    account.answers("sns", "get_sms_attributes", {"attributes": attributes})
    assert told(case_of(account, protected), spending.spend) == [(status, "month to date")]


def test_no_spend_yet_is_unknown(account: Account, protected: Stacks) -> None:
    account.answers("cloudwatch", "get_metric_statistics", {"Datapoints": []})
    assert told(case_of(account, protected), spending.spend) == [(UNKNOWN, "month to date")]


@pytest.mark.parametrize(
    ("failure", "status", "remedy"),
    [
        (None, GREEN, ""),
        ("SNSSandbox", RED, "Exit SMS sandbox"),
        ("InvalidSmsRoleAccessPolicyException,SNSSandbox", RED, "its trust or its policy"),
        ("SomethingNew", RED, "API reference"),
    ],
)
def test_what_cognito_says_of_texting_is_passed_on_with_its_remedy(
    account: Account, protected: Stacks, failure: str | None, status: Status, remedy: str
) -> None:
    pool = {"SmsConfigurationFailure": failure} if failure else {}
    (found,) = findings(case_of(account, protected, pool=pool), sms.configuration)
    assert found.status is status
    assert remedy in (found.remedy or "")


def test_the_embedded_cloud_checks_no_texting(account: Account, protected: Stacks) -> None:
    case = case_of(account, protected, pool={}, endpoint="http://127.0.0.1:1025")
    assert told(case, sms.configuration) == [(UNKNOWN, "Cognito's own check")]


@pytest.mark.parametrize("region", ["us-west-2", None])
def test_another_region_than_the_deployed_one_is_red(
    account: Account, protected: Stacks, region: str | None
) -> None:
    pool = {"SmsConfiguration": {"SnsRegion": region} if region else {}}
    assert told(case_of(account, protected, pool=pool), sms.region) == [(RED, "SMS region")]
