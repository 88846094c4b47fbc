"""Which workflow runs may take which role, and what each may do then.

The trust is evaluated as the embedded cloud evaluates IAM's: its STS itself knows no claim of
GitHub's but `aud` and `sub`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ministack.core.iam_evaluator import (  # type: ignore[import-untyped] # it has no types
    EvalContext,
    evaluate_trust_policy,
)

from ops.deployment.assembly import read
from ops.permissions.caller import caller_policy, differ_policy
from ops.permissions.place import Place
from stacks.constructs.workflow_role import HOST
from stages import STAGES
from tests.delivered import DELIVERY
from tests.templates import Template, of_type, parts, text

ACCOUNT, REGION = "111122223333", "eu-central-1"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
# What GitHub says of a run on main in the environment dev (GitHub documentation, "OpenID Connect
# reference"), in both forms of `sub`.
RUN = {
    "aud": "sts.amazonaws.com",
    "sub": "repo:octo-org/sign-in:environment:dev",
    "ref": "refs/heads/main",
    "repository_id": "2002",
}
NUMBERED = {"sub": "repo:octo-org@1001/sign-in@2002:environment:dev"}
PULL_REQUEST = {"sub": "repo:octo-org/sign-in:pull_request", "ref": "refs/pull/7/merge"}
NUMBERED_PULL_REQUEST = PULL_REQUEST | {"sub": "repo:octo-org@1001/sign-in@2002:pull_request"}


def role(delivery: Template, name: str) -> Any:
    """Return the properties of the role whose ARN is an output."""
    arn = delivery["Outputs"][name]["Value"]
    return delivery["Resources"][arn["Fn::GetAtt"][0]]["Properties"]


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


def may_take(delivery: Template, name: str, claims: Mapping[str, str]) -> bool:
    """Tell whether a run with these claims may take a role."""
    trust = role(delivery, name)["AssumeRolePolicyDocument"]
    (provider,) = of_type(delivery, "AWS::IAM::OIDCProvider")
    document = json.dumps(trust).replace(json.dumps({"Ref": provider}), json.dumps(PROVIDER))
    context = EvalContext(
        principal_arn=PROVIDER,
        principal_type="WebIdentityUser",
        principal_account=ACCOUNT,
        action="sts:AssumeRoleWithWebIdentity",
        resource_arn=f"arn:aws:iam::{ACCOUNT}:role/x",
        region=REGION,
        service_context={f"{HOST}:{claim}": value for claim, value in claims.items()},
    )
    return bool(evaluate_trust_policy(document, PROVIDER, context))


@pytest.mark.parametrize("form", [{}, NUMBERED], ids=["by name", "by number"])
def test_a_run_on_the_branch_in_the_environment_deploys(
    delivery: Template, form: dict[str, str]
) -> None:
    assert may_take(delivery, "DevDeployRole", RUN | form)


@pytest.mark.parametrize(
    "claims",
    [
        PULL_REQUEST,
        NUMBERED_PULL_REQUEST,
        {"ref": "refs/heads/mine"},
        {"ref": "refs/heads/main2"},
        {"ref": "refs/tags/main"},
        {"sub": "repo:octo-org/sign-in:ref:refs/heads/main"},
        {"sub": "repo:octo-org/sign-in:environment:prod"},
        {"sub": "repo:octo-org/sign-in:environment:dev2"},
        {"sub": "repo:octo-org/other:environment:dev", "repository_id": "3003"},
        {"sub": "repo:octo-org@1001/sign-in@3003:environment:dev", "repository_id": "3003"},
        {"repository_id": "3003"},
        {"aud": "https://github.com/octo-org"},
    ],
    ids=str,
)
def test_no_other_run_deploys(delivery: Template, claims: dict[str, str]) -> None:
    assert not may_take(delivery, "DevDeployRole", RUN | claims)


@pytest.mark.parametrize("claim", RUN)
def test_a_token_that_lacks_a_claim_deploys_nothing(delivery: Template, claim: str) -> None:
    lacking = {name: value for name, value in RUN.items() if name != claim}
    assert not may_take(delivery, "DevDeployRole", lacking)


@pytest.mark.parametrize("form", [PULL_REQUEST, NUMBERED_PULL_REQUEST], ids=str)
def test_a_pull_request_of_the_repository_compares_and_nobody_else(
    delivery: Template, form: dict[str, str]
) -> None:
    assert may_take(delivery, "DevDiffRole", RUN | form)
    assert not may_take(delivery, "DevDiffRole", RUN | form | {"repository_id": "3003"})
    assert not may_take(delivery, "DevDiffRole", RUN | form | {"aud": "x"})
    assert not may_take(delivery, "DevDiffRole", RUN)


def test_every_claim_is_compared_as_it_is(delivery: Template) -> None:
    """No pattern, no negation, no `ForAllValues`, which a missing claim would pass."""
    for one in of_type(delivery, "AWS::IAM::Role").values():
        (statement,) = one["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert list(statement["Principal"]) == ["Federated"]
        assert list(statement["Condition"]) == ["StringEquals"]
        assert {f"{HOST}:{claim}" for claim in ("aud", "sub", "repository_id")} <= set(
            statement["Condition"]["StringEquals"]
        )
        assert "*" not in json.dumps(statement)


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
