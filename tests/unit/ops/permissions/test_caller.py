"""The caller's policy: every operation that `ops` calls on AWS, and none that it does not."""

import ast
import functools
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from ops.account.command import POLICY
from ops.deployment.assembly import read
from ops.deployment.logging_role import ROLE
from ops.permissions.caller import (
    BACKUP,
    CALLER,
    CLEANING,
    DOCTOR,
    IMPLIED,
    UNNEEDED,
    backup_policy,
    caller_policy,
    cleaning_policy,
    differ_policy,
    doctor_policy,
)
from ops.permissions.place import Place
from ops.permissions.policy import MOST_CHARACTERS, length
from tests.conftest import ROOT
from tests.samples import REFERENCE, VARIANT
from tests.unit.ops.permissions.iam import allows, exists, fits
from tests.unit.ops.permissions.operations import action_of

ACCOUNT, REGION = "111122223333", "eu-central-1"
# Where two services have an operation of one name, ours is the first one's.
SERVICES = (
    "apigateway",
    "cloudformation",
    "cloudwatch",
    "cognito-identity",
    "cognito-idp",
    "iam",
    "lambda",
    "logs",
    "pinpoint-sms-voice-v2",
    "s3",
    "service-quotas",
    "sns",
    "ssm",
    "sts",
    "wafv2",
)
# The one starts the embedded cloud and asks no AWS; who runs the other has a role of its own,
# which tests/live/test_support_role.py holds against what it calls.
ELSEWHERE = {ROOT / "ops/local", ROOT / "ops/support"}
# For what IAM could limit to a resource of the stage, and is not.
WIDE = {
    "cloudformation:DescribeStackResources": "by a resource's id, of a stack that may be any",
    "cloudformation:DescribeStacks": "without a name, of all stacks",
    "cloudwatch:DescribeAlarms": "it tells of composite alarms where it is allowed on all alone",
}


@functools.cache
def operations() -> Mapping[str, str | None]:
    """Return the action of every operation by its Python name; None: it needs no credentials."""
    session = botocore.session.get_session()
    found: dict[str, str | None] = {}
    for service in SERVICES:
        model = session.get_service_model(service)
        for name in model.operation_names:
            found.setdefault(xform_name(name), action_of(model, name))
    return found


def _names(path: Path) -> Iterator[str]:
    """Yield every name that a source calls, and every text that could be one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                yield name


@functools.cache
def called() -> frozenset[str]:
    """Return the actions of all operations that the sources of `ops` and its share name."""
    of_ops = (ROOT / "ops").rglob("*.py"), (ROOT / "lambdas/directory").glob("*.py")
    sources = [path for path in chain(*of_ops) if not ELSEWHERE & set(path.parents)]
    named = {name for path in sources for name in _names(path)}
    actions = {action for name, action in operations().items() if name in named}
    return frozenset(action for action in actions if action is not None)


@pytest.fixture
def place(samples: Mapping[str, Path]) -> Place:
    """The sample stage with every control on."""
    stacks = read(samples[REFERENCE.name], REFERENCE.name)
    return Place(account=ACCOUNT, region=REGION, stacks=stacks)


@pytest.fixture(
    params=[caller_policy, cleaning_policy, differ_policy, backup_policy, doctor_policy]
)
def statements(request: pytest.FixtureRequest, place: Place) -> list[Mapping[str, Any]]:
    """The statements of each policy."""
    found: list[Mapping[str, Any]] = request.param(place)["Statement"]
    return found


def test_every_operation_that_ops_calls_is_allowed_and_no_other() -> None:
    grants = (*CALLER, *CLEANING, *BACKUP, *DOCTOR)
    allowed = {action for grant in grants for action in grant.named()}
    assert called() - allowed == set(UNNEEDED)
    assert allowed - called() == set(IMPLIED)


def test_the_search_sees_calls_paginators_and_tables() -> None:
    assert {
        "apigateway:PATCH",  # gateway.update_account(...)
        "cloudformation:ListStackResources",  # get_paginator("list_stack_resources")
        "ssm:DeleteParameter",  # Kind("parameter", "ssm", "Name", ..., "delete_parameter")
    } <= called()
    assert operations()["sign_up"] is None


def test_every_action_exists_and_is_on_what_it_can_be_limited_to(
    statements: list[Mapping[str, Any]],
) -> None:
    for statement in statements:
        for action in statement["Action"]:
            assert exists(action), action
            assert "*" not in action
            fitting = any(fits(action, arn) for arn in statement["Resource"])
            assert fitting or (action in WIDE and statement["Resource"] == ["*"]), action


@pytest.mark.parametrize(
    ("action", "arn"),
    [
        ("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/Admin"),
        (
            "sts:AssumeRole",
            f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-{ACCOUNT}-{REGION}",
        ),
        (
            "cloudformation:SetStackPolicy",
            f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/phone-auth-reference-x-api/1",
        ),
        ("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/Admin"),
        ("iam:AttachRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/phone-auth-reference-x"),
        ("cognito-idp:DeleteUserPool", f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/x"),
        ("apigateway:POST", f"arn:aws:apigateway:{REGION}::/restapis"),
        ("apigateway:GET", f"arn:aws:apigateway:{REGION}::/apikeys"),
    ],
)
def test_the_caller_can_do_nothing_else(place: Place, action: str, arn: str) -> None:
    assert not allows(caller_policy(place)["Statement"], action, arn)


def test_whoever_compares_may_do_less_than_the_caller(place: Place) -> None:
    allowed = {action for grant in CALLER for action in grant.named()}
    named = {action for one in differ_policy(place)["Statement"] for action in one["Action"]}
    assert named < allowed
    assert "sts:AssumeRole" not in named


def test_the_stages_own_stacks_and_roles_are_within_reach(place: Place) -> None:
    statements = caller_policy(place)["Statement"]
    for kind in ("deploy", "file-publishing", "lookup"):
        role = f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-{kind}-role-{ACCOUNT}-{REGION}"
        assert allows(statements, "sts:AssumeRole", role)
    for part in ("identity", "api"):
        stack = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/phone-auth-reference-{part}/1"
        assert allows(statements, "cloudformation:SetStackPolicy", stack)


def test_what_only_a_firewall_needs_is_for_stages_that_have_one(
    samples: Mapping[str, Path], assemblies: Mapping[str, Path]
) -> None:
    of = {VARIANT.name: samples[VARIANT.name], "dev": assemblies["dev"]}
    seen = {}
    for stage, directory in of.items():
        place = Place(account=ACCOUNT, region=REGION, stacks=read(directory, stage))
        named = {action for one in caller_policy(place)["Statement"] for action in one["Action"]}
        types = place.types()
        seen[stage] = ("wafv2:GetWebACL" in named) is ("AWS::WAFv2::WebACLAssociation" in types)
    assert all(seen.values())


def test_the_logging_role_is_the_one_that_account_makes(place: Place) -> None:
    statements = {one["Sid"]: one for one in caller_policy(place)["Statement"]}
    for sid in ("LoggingRole", "PolicyOfTheLoggingRole", "PassTheLoggingRole"):
        assert statements[sid]["Resource"] == [f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"]
    assert statements["PolicyOfTheLoggingRole"]["Condition"] == {
        "ArnEquals": {"iam:PolicyARN": f"arn:aws:iam::aws:policy/service-role/{POLICY}"}
    }


def test_the_policy_of_a_stage_with_four_stacks_is_no_longer_than_iam_takes(
    samples: Mapping[str, Path],
) -> None:
    stacks = read(samples[REFERENCE.name], REFERENCE.name)
    assert len(stacks) == 4
    place = Place(account="1" * 12, region="ap-southeast-1", stacks=stacks)
    assert length(caller_policy(place)) <= MOST_CHARACTERS
