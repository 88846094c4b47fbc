"""Which workflow runs may take which role.

The trust is evaluated as the embedded cloud evaluates IAM's: its STS itself knows no claim of
GitHub's but `aud` and `sub`.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from ministack.core.iam_evaluator import (  # type: ignore[import-untyped] # it has no types
    EvalContext,
    evaluate_trust_policy,
)

from delivery import rights_of
from ops.deployment.assembly import read
from stacks.constructs.workflow_role import HOST
from stacks.rules.delivery import DeliveryError
from stages import STAGES
from tests.assertions.workflow_roles import ACCOUNT, REGION, role
from tests.templates import Template, of_type

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


def test_a_policy_that_iam_would_not_take_is_refused(
    assemblies: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stacks = read(assemblies["prod"], "prod")
    assert rights_of(STAGES["prod"], stacks)
    monkeypatch.setattr("delivery.MOST_CHARACTERS", 5000)
    with pytest.raises(DeliveryError, match=r"stage prod needs a policy of 5\d{3} characters, and"):
        rights_of(STAGES["prod"], stacks)
