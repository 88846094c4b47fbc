"""What a workflow's role may do, and that the delivery stack holds nothing else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.assembly import read
from ops.permissions.caller import caller_policy, differ_policy
from ops.permissions.place import Place
from stacks.constructs.workflow_role import HOST
from stages import STAGES
from tests.assertions.workflow_roles import ACCOUNT, REGION, role
from tests.delivered import DELIVERY
from tests.templates import Template, of_type, parts, text


def policy(delivery: Template, name: str) -> Any:
    """Return the only policy of a role, for an account and a region."""
    (managed,) = role(delivery, name)["ManagedPolicyArns"]
    document = delivery["Resources"][managed["Ref"]]["Properties"]["PolicyDocument"]
    return _filled_in(document)


def _filled_in(value: Any) -> Any:
    match value:
        case {"Fn::Join": _} | {"Ref": _}:
            whole = text(value).replace("${AWS::AccountId}", ACCOUNT)
            return whole.replace("${AWS::Region}", REGION)
        case dict():
            return {key: _filled_in(one) for key, one in value.items()}
        case list():
            return [_filled_in(one) for one in value]
    return value


def _sets(document: Any) -> list[Any]:
    """Return the statements, in which the order of actions and resources means nothing."""
    return [
        {
            "Sid": one["Sid"],
            "Action": {one["Action"]} if isinstance(one["Action"], str) else {*one["Action"]},
            "Resource": {one["Resource"]}
            if isinstance(one["Resource"], str)
            else {*one["Resource"]},
            "Condition": one.get("Condition"),
        }
        for one in document["Statement"]
    ]


@pytest.mark.parametrize("stage", DELIVERY.stages)
def test_the_roles_may_do_what_make_permissions_prints(
    stage: str, delivery: Template, assemblies: Mapping[str, Path]
) -> None:
    place = Place(account=ACCOUNT, region=REGION, stacks=read(assemblies[stage], stage))
    name = stage.capitalize()
    deploy, diff = policy(delivery, f"{name}DeployRole"), policy(delivery, f"{name}DiffRole")
    assert _sets(deploy) == _sets(caller_policy(place))
    assert _sets(diff) == _sets(differ_policy(place))


@pytest.mark.parametrize("stage", DELIVERY.stages)
def test_whoever_deploys_changes_no_right_but_of_the_logging_role(
    stage: str, delivery: Template
) -> None:
    for one in policy(delivery, f"{stage.capitalize()}DeployRole")["Statement"]:
        actions = [one["Action"]] if isinstance(one["Action"], str) else one["Action"]
        assert all("*" not in action for action in actions)
        if any(a.startswith("iam:") and not a.startswith(("iam:Get", "iam:List")) for a in actions):
            assert one["Resource"] == f"arn:aws:iam::{ACCOUNT}:role/api-gateway-logs"


@pytest.mark.parametrize("stage", DELIVERY.stages)
def test_a_pull_request_reads_templates_and_nothing_else(stage: str, delivery: Template) -> None:
    """Not by the lookup role either, which reads users."""
    (statement,) = policy(delivery, f"{stage.capitalize()}DiffRole")["Statement"]
    assert statement["Action"] == ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"]
    assert {arn.split(":")[5] for arn in statement["Resource"]} == {
        f"stack/{STAGES[stage].project}-{stage}-{part}/*" for part in parts(STAGES[stage])
    }


def test_there_is_one_provider_and_it_outlives_the_stack(delivery: Template) -> None:
    (provider,) = of_type(delivery, "AWS::IAM::OIDCProvider").values()
    assert provider["Properties"] == {
        "Url": f"https://{HOST}",
        "ClientIdList": ["sts.amazonaws.com"],
    }
    assert provider["DeletionPolicy"] == "RetainExceptOnCreate"
    assert provider["UpdateReplacePolicy"] == "Retain"


def test_there_is_nothing_else_in_it(delivery: Template) -> None:
    kinds = {one["Type"] for one in delivery["Resources"].values()}
    assert kinds - {"AWS::CDK::Metadata"} == {
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::OIDCProvider",
        "AWS::IAM::Role",
    }
    for one in of_type(delivery, "AWS::IAM::Role").values():
        assert "Policies" not in one["Properties"]
        assert len(one["Properties"]["ManagedPolicyArns"]) == 1
