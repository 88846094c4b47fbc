"""The caller's policy is enough for the proof, and each statement of it is needed.

The embedded cloud evaluates IAM policies. The bootstrap roles it refuses, so the deployment itself
is not tried here.
"""

import re
from typing import Any

import pytest

from ops.compare.command import scene_of, tried
from ops.deploy.stacks import statuses
from ops.deployment.clouds import connect, reading
from ops.deployment.outputs import StackOutputs
from ops.deployment.subject import Subject
from ops.errors import OpsError
from ops.permissions.caller import caller_policy
from ops.permissions.place import Place
from ops.permissions.policy import Policy
from ops.prove.behaviour import behaviour
from ops.prove.own_user import own_user
from ops.prove.promises import promises
from ops.prove.settings import as_deployed
from ops.prove.table import FAILED, Row
from tests.live.permissions.caller import allow


@pytest.fixture(scope="module")
def policy(place: Place) -> Policy:
    """The policy of whoever runs the commands."""
    return caller_policy(place)


def prove(outputs: StackOutputs) -> list[Row]:
    """Find the stacks and prove the stage, as the commands do."""
    with reading(None):
        session = connect(outputs.region)
        stacks = {f"{outputs.project}-{outputs.stage}-{part}" for part in ("identity", "api")}
        assert set(statuses(session.client("cloudformation"), stacks)) == stacks
        subject = Subject(outputs, session)
        with own_user(subject) as (person, _):
            return [*promises(subject), *as_deployed(subject), *behaviour(subject, person)]


def test_the_callers_policy_alone_is_enough(
    iam: Any, policy: Policy, outputs: StackOutputs
) -> None:
    allow(iam, policy)
    rows = prove(outputs)
    assert len(rows) > 30
    # The local cloud cannot choose among origins there; by its endpoint the proof forgives it.
    failed = [found.promised for found in rows if found.verdict == FAILED]
    assert failed == [f"a preflight of GET /{one} asks for no token" for one in ("me", "guest")]
    with reading(None), scene_of(outputs) as scene:
        for _, probe in tried(everything=False):
            assert probe(scene)


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        ("FindStacks", "DescribeStacks"),
        ("Stacks", "GetTemplate"),
        ("UserPools", "DescribeUserPoolClient"),
        ("IdentityPools", "DescribeIdentityPool"),
        ("Functions", "GetFunctionConfiguration"),
        ("Api", "GetAuthorizers"),
        ("ReadRoles", "GetRole"),
        ("ReadPolicies", "ListAttachedRolePolicies"),
    ],
)
def test_without_a_statement_the_proof_is_refused(
    iam: Any, policy: Policy, outputs: StackOutputs, statement: str, operation: str
) -> None:
    left = [one for one in policy["Statement"] if one["Sid"] != statement]
    assert len(left) == len(policy["Statement"]) - 1
    allow(iam, policy | {"Statement": left})
    try:
        told = [found.seen for found in prove(outputs) if found.verdict == FAILED]
    except OpsError as error:
        told = [str(error)]
    assert any(re.match(rf"AWS refused {operation}\b", one) for one in told), told
