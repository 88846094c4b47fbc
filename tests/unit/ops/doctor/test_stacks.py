"""Stacks that stand otherwise than those of a live deployment do."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.checks import stacks
from ops.doctor.finding import Status
from ops.errors import OpsError
from tests.unit.ops.doctor.answers import Account, case_of, findings, told

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN
STARTED = {"StackDriftDetectionId": "one"}
IDENTITY, API = "sample-dev-identity", "sample-dev-api"


def described(name: str, status: str, *, stage: str = "dev") -> dict[str, Any]:
    tags = [{"Key": "project", "Value": "sample"}, {"Key": "stage", "Value": stage}]
    return {"StackName": name, "StackStatus": status, "CreationTime": datetime.now(UTC)} | {
        "Tags": tags
    }


def standing(account: Account, *found: dict[str, Any]) -> None:
    account.answers("cloudformation", "describe_stacks", {"Stacks": [*found]})


@pytest.mark.parametrize(
    ("status", "judged"),
    [
        ("CREATE_COMPLETE", GREEN),
        ("UPDATE_COMPLETE", GREEN),
        ("UPDATE_ROLLBACK_COMPLETE", AMBER),
        ("UPDATE_IN_PROGRESS", AMBER),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", AMBER),
        ("UPDATE_ROLLBACK_FAILED", RED),
        ("ROLLBACK_COMPLETE", RED),
        ("DELETE_FAILED", RED),
    ],
)
def test_a_stack_is_judged_by_its_status(
    account: Account, protected: Stacks, status: str, judged: Status
) -> None:
    standing(account, described(IDENTITY, "CREATE_COMPLETE"), described(API, status))
    assert told(case_of(account, protected), stacks.deployed)[1] == (judged, "stack")


def test_a_stack_that_the_outputs_name_and_nobody_has_is_red(
    account: Account, protected: Stacks
) -> None:
    other = described("sample-dev-eu-api", "CREATE_COMPLETE", stage="dev-eu")
    standing(account, described(IDENTITY, "CREATE_COMPLETE"), other)
    assert told(case_of(account, protected), stacks.deployed) == [(RED, "stack"), (GREEN, "stack")]


def test_no_deployment_is_red_and_what_could_not_be_asked_unknown(
    account: Account, protected: Stacks
) -> None:
    nobody = OpsError("Stage dev is not deployed: there is no stack; run `make deploy`.")
    (found,) = findings(case_of(account, protected, found=nobody), stacks.deployed)
    assert (found.status, found.sentence) == (
        RED,
        "Stage dev is not deployed: there is no stack",
    )
    account.refuses("cloudformation", "describe_stacks", "AccessDenied")
    (found,) = findings(case_of(account, protected), stacks.deployed)
    assert found.status is UNKNOWN
    assert found.sentence == "these credentials may not call DescribeStacks"


def drift(account: Account, status: dict[str, Any], *drifts: dict[str, Any]) -> None:
    standing(account, described(IDENTITY, "CREATE_COMPLETE"))
    account.answers("cloudformation", "detect_stack_drift", STARTED)
    common = {"StackId": "one", "StackDriftDetectionId": "one", "Timestamp": datetime.now(UTC)}
    account.answers("cloudformation", "describe_stack_drift_detection_status", common | status)
    one = {"StackId": "one", "ResourceType": "AWS::IAM::Role", "Timestamp": datetime.now(UTC)}
    answer = {"StackResourceDrifts": [one | drifted for drifted in drifts]}
    account.answers("cloudformation", "describe_stack_resource_drifts", answer)


def test_a_resource_that_is_gone_is_red(account: Account, protected: Stacks) -> None:
    gone = {"LogicalResourceId": "SmsRole", "StackResourceDriftStatus": "DELETED"}
    drift(account, {"DetectionStatus": "DETECTION_COMPLETE"}, gone)
    (found,) = findings(case_of(account, protected), stacks.undrifted)
    assert found.status is RED
    assert "deleted SmsRole" in found.sentence


def test_a_changed_property_is_amber_and_named(account: Account, protected: Stacks) -> None:
    difference = {
        "PropertyPath": "/MaxSessionDuration",
        "ExpectedValue": "1",
        "ActualValue": "2",
        "DifferenceType": "NOT_EQUAL",
    }
    changed = {"LogicalResourceId": "SmsRole", "StackResourceDriftStatus": "MODIFIED"} | {
        "PropertyDifferences": [difference]
    }
    drift(account, {"DetectionStatus": "DETECTION_COMPLETE"}, changed)
    (found,) = findings(case_of(account, protected), stacks.undrifted)
    assert found.status is AMBER
    assert "SmsRole (/MaxSessionDuration)" in found.sentence


def test_a_comparison_that_fails_is_unknown(account: Account, protected: Stacks) -> None:
    reason = "Failed to detect drift on resource [SmsRole]: not authorized"
    drift(account, {"DetectionStatus": "DETECTION_FAILED", "DetectionStatusReason": reason})
    (found,) = findings(case_of(account, protected), stacks.undrifted)
    assert found.status is UNKNOWN
    assert reason in found.sentence


def test_a_comparison_that_does_not_end_is_unknown(
    account: Account, protected: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stacks, "PATIENCE_SECONDS", -1)
    drift(account, {"DetectionStatus": "DETECTION_IN_PROGRESS"})
    assert told(case_of(account, protected), stacks.undrifted) == [(UNKNOWN, "drift")]


def test_what_a_deployment_would_change_is_named(account: Account, protected: Stacks) -> None:
    for name, stack in protected.items():
        template = dict(stack.template)
        if name.endswith("identity"):
            resources = {k: v for k, v in stack.resources.items() if k != "SmsRole"}
            template |= {"Resources": resources, "Description": "older"}
        account.answers("cloudformation", "get_template", {"TemplateBody": json.dumps(template)})
    case = case_of(account, protected)
    case.__dict__["stacks"] = {name: {} for name in protected}
    found = findings(case, stacks.as_the_sources_say)
    assert [one.status for one in found] == [AMBER, *[GREEN] * (len(protected) - 1)]
    assert found[0].sentence.endswith("is not as the sources say: SmsRole, Description")


def test_a_stack_of_the_sources_that_is_not_deployed_is_amber(
    account: Account, protected: Stacks
) -> None:
    case = case_of(account, protected)
    case.__dict__["stacks"] = {}
    assert told(case, stacks.as_the_sources_say) == [(AMBER, "sources")] * len(protected)
