"""`python -m ops protect`: the stack policy of a protected stage."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.__main__ import main
from ops.deployment.stack import Stacks
from ops.guard.protect import stack_policy
from tests.samples import VARIANT
from tests.unit.ops.guard.account import REGION, deploy
from tests.unit.ops.guard.cases import API, IDENTITY, STAGE


def protect(samples: Mapping[str, Path], stage: str, *arguments: str) -> int:
    return main(["protect", "--stage", stage, "--assembly", str(samples[stage]), *arguments])


def denied(stack: str, region: str = REGION) -> Any:
    """Return what the policy of a stack denies, None where it has no policy."""
    found = boto3.client("cloudformation", region).get_stack_policy(StackName=stack)
    policy = found.get("StackPolicyBody")
    return policy and json.loads(policy)["Statement"][1]["Resource"]


@pytest.mark.usefixtures("aws")
def test_a_protected_stage_gets_a_policy(samples: Mapping[str, Path], protected: Stacks) -> None:
    deploy(protected)
    assert protect(samples, STAGE) == 0
    assert denied(IDENTITY) == [
        "LogicalResourceId/UserPool",
        "LogicalResourceId/UserPoolClient",
        "LogicalResourceId/IdentityPool",
    ]
    assert not denied(API)


@pytest.mark.usefixtures("aws")
def test_permission_to_break_clients_leaves_the_pool_closed(
    samples: Mapping[str, Path], protected: Stacks
) -> None:
    deploy(protected)
    assert protect(samples, STAGE, "--allow-client-break") == 0
    assert denied(IDENTITY) == ["LogicalResourceId/UserPool"]


@pytest.mark.usefixtures("aws")
def test_an_unprotected_stage_gets_none(samples: Mapping[str, Path], unprotected: Stacks) -> None:
    region = str(VARIANT.region)
    deploy(unprotected, region=region)
    assert protect(samples, VARIANT.name) == 0
    assert not [name for name in unprotected if denied(name, region)]


@pytest.mark.usefixtures("aws")
def test_a_policy_that_could_not_be_set_is_a_failure(
    samples: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert protect(samples, STAGE) == 1
    assert "SetStackPolicy" in capsys.readouterr().err


@pytest.mark.usefixtures("aws")
def test_the_first_deployment_of_a_stack_may_be_permitted_to_break_clients(
    samples: Mapping[str, Path],
) -> None:
    assert protect(samples, STAGE, "--allow-client-break") == 0


def test_the_policy_forbids_replacing_and_deleting_and_nothing_else() -> None:
    allow, deny = stack_policy(["UserPool"])["Statement"]
    assert allow == {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    assert deny == {
        "Effect": "Deny",
        "Action": ["Update:Replace", "Update:Delete"],
        "Principal": "*",
        "Resource": ["LogicalResourceId/UserPool"],
    }
