"""Each control of the delivery stack is proven by its removal: its assertion must fail."""

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stacks.constructs.workflow_role import HOST
from tests.assertions import test_delivery as controls
from tests.assertions import test_delivery_trust as trusts
from tests.assertions.workflow_roles import role
from tests.templates import Template, of_type

Change = Callable[[Template], None]


def conditions(template: Template, name: str) -> Any:
    trust = role(template, name)["AssumeRolePolicyDocument"]
    return trust["Statement"][0]["Condition"]


def without(claim: str, name: str = "DevDeployRole") -> Change:
    def change(template: Template) -> None:
        del conditions(template, name)["StringEquals"][f"{HOST}:{claim}"]

    return change


def by_pattern(template: Template) -> None:
    found = conditions(template, "DevDeployRole")
    found["StringLike"] = {f"{HOST}:sub": "repo:octo-org/sign-in:*"}
    del found["StringEquals"][f"{HOST}:sub"]


def allowed(action: str, resource: str, name: str) -> Change:
    def change(template: Template) -> None:
        (managed,) = role(template, name)["ManagedPolicyArns"]
        document = template["Resources"][managed["Ref"]]["Properties"]["PolicyDocument"]
        document["Statement"].append({"Sid": "More", "Action": action, "Resource": resource})

    return change


def provider_goes(template: Template) -> None:
    (provider,) = of_type(template, "AWS::IAM::OIDCProvider").values()
    provider["DeletionPolicy"] = "Delete"


def policy_inside(template: Template) -> None:
    role(template, "DevDiffRole")["Policies"] = [{}]


def no_run(**claims: str) -> Callable[..., None]:
    return lambda delivery: trusts.test_no_other_run_deploys(delivery, claims)


def prints(delivery: Template, assemblies: Mapping[str, Path]) -> None:
    controls.test_the_roles_may_do_what_make_permissions_prints("dev", delivery, assemblies)


def rights(delivery: Template) -> None:
    controls.test_whoever_deploys_changes_no_right_but_of_the_logging_role("dev", delivery)


def reads(delivery: Template) -> None:
    controls.test_a_pull_request_reads_templates_and_nothing_else("dev", delivery)


def compares(delivery: Template) -> None:
    form = trusts.PULL_REQUEST
    trusts.test_a_pull_request_of_the_repository_compares_and_nobody_else(delivery, form)


LOOKUP = "arn:aws:iam::111122223333:role/cdk-hnb659fds-lookup-role-111122223333-eu-central-1"
REMOVALS: Mapping[str, tuple[Change, Callable[..., None]]] = {
    "any branch": (without("ref"), no_run(ref="refs/heads/mine")),
    "any environment": (without("sub"), no_run(sub="repo:octo-org/sign-in:environment:prod")),
    "a name taken over": (without("repository_id"), no_run(repository_id="3003")),
    "any audience": (without("aud"), no_run(aud="https://github.com/octo-org")),
    "a pattern": (by_pattern, no_run(sub="repo:octo-org/sign-in:ref:refs/heads/main")),
    "a pattern is seen": (by_pattern, trusts.test_every_claim_is_compared_as_it_is),
    "any run compares": (without("sub", "DevDiffRole"), compares),
    "another repository compares": (without("repository_id", "DevDiffRole"), compares),
    "all of IAM": (allowed("iam:*", "*", "DevDeployRole"), rights),
    "more than is printed": (allowed("s3:GetObject", "*", "DevDeployRole"), prints),
    "the lookup role": (allowed("sts:AssumeRole", LOOKUP, "DevDiffRole"), reads),
    "the provider goes": (
        provider_goes,
        controls.test_there_is_one_provider_and_it_outlives_the_stack,
    ),
    "a policy inside": (policy_inside, controls.test_there_is_nothing_else_in_it),
}


@pytest.mark.parametrize("name", REMOVALS)
def test_the_assertion_fails_without_its_control(
    name: str, delivery: Template, assemblies: Mapping[str, Path]
) -> None:
    change, assertion = REMOVALS[name]
    changed = copy.deepcopy(delivery)
    change(changed)
    arguments = {"assemblies": assemblies} if assertion is prints else {}
    assertion(delivery, **arguments)
    with pytest.raises((AssertionError, ValueError)):
        assertion(changed, **arguments)
