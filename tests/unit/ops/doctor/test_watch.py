"""Alarms and their subscribers, and how old the last backup is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.case import Case
from ops.doctor.checks import backup, watch
from ops.doctor.finding import Status
from tests.unit.ops.doctor.answers import Account, Told, case_of, findings, told

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED
TOPIC = "arn:aws:sns:eu-west-1:111122223333:sample-dev-monitoring-alarms"
ALARM: dict[str, Any] = {
    "AlarmName": "texts",
    "ActionsEnabled": True,
    "AlarmActions": [TOPIC],
    "StateValue": "OK",
}
MAIL = "someone@example.com"


def resource(kind: str, physical: str) -> dict[str, Any]:
    return {
        "LogicalResourceId": "One",
        "PhysicalResourceId": physical,
        "ResourceType": kind,
        "LastUpdatedTimestamp": datetime.now(UTC),
        "ResourceStatus": "CREATE_COMPLETE",
    }


def with_stack(account: Account, sources: Stacks, part: str, *found: dict[str, Any]) -> Case:
    answer = {"StackResourceSummaries": [*found]}
    account.answers("cloudformation", "list_stack_resources", answer)
    case = case_of(account, sources)
    case.__dict__["stacks"] = {f"sample-dev-{part}": {}}
    return case


def monitored(account: Account, sources: Stacks, *alarms: dict[str, Any]) -> Case:
    case = with_stack(
        account, sources, "monitoring", resource("AWS::CloudWatch::Alarm", ALARM["AlarmName"])
    )
    account.answers("cloudwatch", "describe_alarms", {"MetricAlarms": [*alarms]})
    return case


def subscribed(account: Account, *arns: str) -> None:
    found = [{"SubscriptionArn": arn, "Endpoint": MAIL, "Protocol": "email"} for arn in arns]
    account.answers("sns", "list_subscriptions_by_topic", {"Subscriptions": found})


def test_a_stage_without_alarms_is_amber(account: Account, protected: Stacks) -> None:
    case = with_stack(account, protected, "api", resource("AWS::Lambda::Function", "claims"))
    assert told(case, watch.alarms) == [(AMBER, "alarms")]


@pytest.mark.parametrize(
    ("alarms", "seen"),
    [
        ([ALARM], [(GREEN, "alarms")]),
        ([ALARM | {"StateValue": "INSUFFICIENT_DATA"}], [(GREEN, "alarms")]),
        ([ALARM | {"StateValue": "ALARM"}], [(RED, "alarms")]),
        ([ALARM | {"ActionsEnabled": False}], [(AMBER, "alarms")]),
    ],
    ids=["quiet", "no data", "in alarm", "actions off"],
)
def test_an_alarm_is_quiet_and_acts(
    account: Account, protected: Stacks, alarms: list[dict[str, Any]], seen: list[Told]
) -> None:
    case = monitored(account, protected, *alarms)
    subscribed(account, f"{TOPIC}:one")
    assert told(case, watch.alarms) == [*seen, (GREEN, "subscribers")]


def test_an_alarm_that_somebody_has_deleted_is_red(account: Account, protected: Stacks) -> None:
    found = findings(monitored(account, protected), watch.alarms)
    assert (found[0].status, found[0].sentence) == (RED, "texts: gone")


@pytest.mark.parametrize(
    ("arns", "status"),
    [
        ([], RED),
        (["PendingConfirmation"], RED),
        ([f"{TOPIC}:one", "PendingConfirmation"], GREEN),
    ],
)
def test_somebody_has_agreed_to_be_told(
    account: Account, protected: Stacks, arns: list[str], status: Status
) -> None:
    case = monitored(account, protected, ALARM)
    subscribed(account, *arns)
    found = findings(case, watch.alarms)[-1]
    assert (found.status, found.subject) == (status, "subscribers")
    assert MAIL not in found.sentence


@pytest.mark.parametrize(("days", "status"), [(1, GREEN), (3, AMBER), (8, RED), (None, RED)])
def test_an_old_backup_is_told(
    account: Account, protected: Stacks, days: int | None, status: Status
) -> None:
    case = with_stack(account, protected, "backup", resource("AWS::S3::Bucket", "bucket"))
    now = datetime.now(UTC)
    written = [] if days is None else [now - timedelta(days=days), now - timedelta(days=30)]
    contents = [{"Key": "directory/a/manifest.json", "LastModified": when} for when in written]
    # A night that is not whole is none.
    contents.append({"Key": "directory/b/part-0.jsonl.gz", "LastModified": now})
    account.answers("s3", "list_objects_v2", {"Contents": contents})
    assert told(case, backup.age) == [(status, "last backup")]


def test_no_backup_stack_is_amber(account: Account, protected: Stacks) -> None:
    case = case_of(account, protected)
    case.__dict__["stacks"] = {}
    assert told(case, backup.age) == [(AMBER, "last backup")]
