"""The execution role's policy: what CloudFormation calls, no more, and on what it is."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.assembly import read
from ops.deployment.stack import properties
from ops.permissions.execution import execution_policy
from ops.permissions.place import Place, text_of
from ops.permissions.policy import MOST_CHARACTERS, length
from stages import STAGES
from tests.samples import REFERENCE
from tests.templates import parts
from tests.unit.ops.permissions.iam import allows, exists, fits
from tests.unit.ops.permissions.places import ACCOUNT, REGION, place, with_resource

# By the type and the property that names it: what makes it, and on what.
NAMED = {
    ("AWS::CloudWatch::Alarm", "AlarmName"): (
        "cloudwatch:PutMetricAlarm",
        "arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
    ),
    ("AWS::CloudWatch::Dashboard", "DashboardName"): (
        "cloudwatch:PutDashboard",
        "arn:aws:cloudwatch::{account}:dashboard/{name}",
    ),
    ("AWS::Logs::LogGroup", "LogGroupName"): (
        "logs:CreateLogGroup",
        "arn:aws:logs:{region}:{account}:log-group:{name}",
    ),
    ("AWS::Logs::MetricFilter", "LogGroupName"): (
        "logs:PutMetricFilter",
        "arn:aws:logs:{region}:{account}:log-group:{name}",
    ),
    ("AWS::SNS::Topic", "TopicName"): ("sns:CreateTopic", "arn:aws:sns:{region}:{account}:{name}"),
    ("AWS::SSM::Parameter", "Name"): (
        "ssm:PutParameter",
        "arn:aws:ssm:{region}:{account}:parameter{name}",
    ),
}
IDENTITY = f"{REFERENCE.project}-{REFERENCE.name}-identity"


@pytest.fixture
def statements(reference: Place) -> list[Mapping[str, Any]]:
    """The statements of its policy."""
    found: list[Mapping[str, Any]] = execution_policy(reference)["Statement"]
    return found


def test_every_action_exists_and_is_on_what_it_can_be_limited_to(
    statements: list[Mapping[str, Any]],
) -> None:
    for statement in statements:
        for action in statement["Action"]:
            assert exists(action), action
            assert any(fits(action, arn) for arn in statement["Resource"]), (action, statement)
        for arn in statement["Resource"]:
            assert any(fits(action, arn) for action in statement["Action"]), (arn, statement)


def test_no_action_is_a_wildcard(statements: list[Mapping[str, Any]]) -> None:
    assert not [one for statement in statements for one in statement["Action"] if "*" in one]


def test_roles_are_passed_to_four_services_and_get_policies_of_the_stage_alone(
    statements: list[Mapping[str, Any]], reference: Place
) -> None:
    of = {action: one for one in statements for action in one["Action"]}
    assert of["iam:PassRole"]["Condition"] == {
        "StringEquals": {
            "iam:PassedToService": [
                "cognito-identity.amazonaws.com",
                "cognito-idp.amazonaws.com",
                "lambda.amazonaws.com",
                "scheduler.amazonaws.com",
            ]
        }
    }
    for action in ("iam:AttachRolePolicy", "iam:DetachRolePolicy"):
        assert of[action]["Condition"]["ArnLike"] == {
            "iam:PolicyARN": [
                f"arn:aws:iam::{ACCOUNT}:policy/{name[:25]}*" for name in sorted(reference.stacks)
            ]
        }


@pytest.mark.parametrize(
    ("action", "arn"),
    [
        ("iam:CreateRole", f"arn:aws:iam::{ACCOUNT}:role/Admin"),
        ("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/Admin"),
        ("iam:CreatePolicy", f"arn:aws:iam::{ACCOUNT}:policy/cdk-x"),
        ("lambda:UpdateFunctionCode", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:theirs"),
        ("logs:DeleteLogGroup", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:theirs"),
        ("s3:GetObject", "arn:aws:s3:::theirs/key"),
        ("s3:DeleteBucket", "arn:aws:s3:::theirs"),
        ("scheduler:DeleteSchedule", f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/x"),
        ("cloudwatch:DeleteAlarms", f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:theirs"),
        ("cloudwatch:DeleteDashboards", f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/theirs"),
        ("sns:DeleteTopic", f"arn:aws:sns:{REGION}:{ACCOUNT}:theirs"),
        ("ssm:GetParameters", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/theirs"),
        ("cognito-idp:DeleteUserPool", f"arn:aws:cognito-idp:us-west-2:{ACCOUNT}:userpool/x"),
    ],
)
def test_what_is_not_the_stages_is_out_of_reach(
    statements: list[Mapping[str, Any]], action: str, arn: str
) -> None:
    assert not allows(statements, action, arn)
    assert any(action in statement["Action"] for statement in statements)


def test_the_names_that_a_template_gives_are_within_reach_of_its_stacks_policy(
    reference: Place,
) -> None:
    seen = set()
    for part, stack in reference.stacks.items():
        statements = execution_policy(replace(reference, part=part))["Statement"]
        for resource in stack.resources.values():
            for (kind, key), (action, arn) in NAMED.items():
                if resource["Type"] == kind and (name := properties(resource).get(key)):
                    seen.add(kind)
                    named = arn.format(region=REGION, account=ACCOUNT, name=text_of(name))
                    assert allows(statements, action, named), (action, named)
        for parameter in stack.template["Parameters"].values():
            arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{parameter['Default']}"
            assert allows(statements, "ssm:GetParameters", arn), arn
    assert seen == {kind for kind, _ in NAMED}


def test_a_policy_of_amazons_that_a_role_has_may_be_attached(reference: Place) -> None:
    theirs = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/Theirs"]]}
    role = {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": [theirs]}}
    policy = json.dumps(execution_policy(with_resource(reference, role)))
    assert '"arn:*:iam::aws:policy/Theirs"' in policy


def test_each_stacks_is_as_short_as_iam_demands(reference: Place) -> None:
    """Whoever has all that a stage can have prints them one by one, by --stack."""
    for name in reference.stacks:
        policy = execution_policy(replace(reference, part=name))
        assert length(policy) <= MOST_CHARACTERS, name


def test_a_stacks_reaches_the_roles_that_it_gives_rights_to_and_no_more_of_another_stack(
    reference: Place,
) -> None:
    """The API's stack gives guests and users the right to call it."""
    api = replace(reference, part=IDENTITY.replace("identity", "api"))
    statements = execution_policy(api)["Statement"]
    guest = f"arn:aws:iam::{ACCOUNT}:role/{IDENTITY}-GuestRole-x"
    assert allows(statements, "iam:AttachRolePolicy", guest)
    assert not allows(statements, "iam:DeleteRole", guest)
    assert allows(statements, "iam:DeleteRole", guest.replace("identity", "api"))


def test_the_names_that_cloudformation_gives_are_within_reach(
    statements: list[Mapping[str, Any]],
) -> None:
    logs = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:phone-auth-reference-api-ApiClaimsLogs-x"
    alarm = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:phone-auth-reference-backup-Missed-x"
    assert allows(statements, "logs:CreateLogGroup", logs)
    assert allows(statements, "cloudwatch:PutMetricAlarm", alarm)


def test_that_of_a_stage_of_two_stacks_is_as_short_as_that_as_a_whole(
    assemblies: Mapping[str, Path],
) -> None:
    for stage in STAGES.values():
        if stage.cloud.bootstrap_roles and len(parts(stage)) == 2:
            policy = execution_policy(place(read(assemblies[stage.name], stage.name)))
            assert length(policy) <= MOST_CHARACTERS, stage.name
