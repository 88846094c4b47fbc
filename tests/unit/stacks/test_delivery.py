"""DELIVERY in stages.py: what cannot be deployed is refused in sentences, before anything is."""

import re
from dataclasses import replace
from typing import Any

import aws_cdk as cdk
import pytest

import delivery
from stacks.delivery_stack import Rights
from stacks.rules.delivery import DeliveryError, check_delivery
from stacks.settings import Delivery
from stacks.stage import Stage
from stages import STAGES
from tests.conftest import ROOT
from tests.delivered import DELIVERY

STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::x/y"]}
PROJECT = STAGES["dev"].project
RIGHTS = Rights(deploy={"Statement": [STATEMENT]}, diff={"Statement": [STATEMENT]})


def test_what_makes_sense_is_given_back() -> None:
    assert check_delivery(DELIVERY, STAGES) is DELIVERY


def test_what_the_document_says_is_what_can_be_written() -> None:
    page = (ROOT / "docs/delivery.md").read_text()
    (written,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"Delivery": Delivery}
    exec(written, names)  # noqa: S102 - our own
    assert names["DELIVERY"] == DELIVERY


def test_none_is_refused_with_the_remedy() -> None:
    with pytest.raises(DeliveryError, match=r"DELIVERY is None.*docs/delivery\.md"):
        check_delivery(None, STAGES)


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("repository", "sign-in", "repository is 'sign-in': write it like"),
        ("repository", "octo-org/*", r"repository is 'octo-org/\*': write it like"),
        ("repository", "octo-org/sign-in:ref", "repository is 'octo-org/sign-in:ref'"),
        ("owner_id", "octo-org", "owner_id is 'octo-org': write the digits"),
        ("repository_id", "", "repository_id is '': write the digits"),
        ("repository_id", 2002, "DELIVERY.repository_id is 2002: write a value of type str"),
        ("own_provider", "no", "DELIVERY.own_provider is 'no': write a value of type bool"),
        ("stages", "dev", "DELIVERY.stages is 'dev': write a tuple, with a comma"),
        ("branch", "release/*", r"branch is 'release/\*': name one branch"),
        ("stages", (), "stages is empty"),
        ("stages", ("dev", "trial"), f"there is no stage trial: use those of {', '.join(STAGES)}"),
        ("stages", ("local",), r"no role deploys local \(cloud.bootstrap_roles=False\)"),
    ],
)
def test_what_cannot_be_is_refused(setting: str, value: Any, sentence: str) -> None:
    with pytest.raises(DeliveryError, match=sentence):
        check_delivery(replace(DELIVERY, **{setting: value}), STAGES)


def test_what_is_no_delivery_is_refused() -> None:
    with pytest.raises(DeliveryError, match="write a value of type Delivery"):
        check_delivery("octo-org/sign-in", STAGES)  # type: ignore[arg-type]  # as mistyped


def test_stages_of_two_projects_are_refused() -> None:
    stages = STAGES | {"prod": replace(STAGES["prod"], project="zoo")}
    with pytest.raises(DeliveryError, match=f"of the projects {PROJECT}, zoo: name those of one"):
        check_delivery(DELIVERY, stages)


def roles(stages: dict[str, Stage], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the outputs of the stack, where each stage's policies are ones of ours."""
    monkeypatch.setattr(delivery, "rights", lambda _: RIGHTS)
    app = cdk.App(builtin_cloud_formation_validation=False, tree_metadata=False)
    delivery.add_delivery(app, DELIVERY, stages)
    template = app.synth().get_stack_by_name(f"{PROJECT}-delivery").template
    return {name.removesuffix("Role") for name in template["Outputs"]}


def test_a_stage_of_another_account_has_no_role_in_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stages = STAGES | {"prod": replace(STAGES["prod"], account="2" * 12)}
    monkeypatch.setenv("CDK_DEFAULT_ACCOUNT", "1" * 12)
    assert roles(stages, monkeypatch) == {"DevDeploy", "DevDiff"}
    monkeypatch.setenv("CDK_DEFAULT_ACCOUNT", "2" * 12)
    assert roles(stages, monkeypatch) == {"DevDeploy", "DevDiff", "ProdDeploy", "ProdDiff"}


def test_an_account_without_a_stage_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = {name: replace(stage, account="2" * 12) for name, stage in STAGES.items()}
    monkeypatch.setenv("CDK_DEFAULT_ACCOUNT", "1" * 12)
    with pytest.raises(DeliveryError, match="in account 111111111111: log in to one of 2222222222"):
        roles(stages, monkeypatch)


def test_it_is_deployed_by_its_administrator_and_by_none_of_the_roles_that_it_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "rights", lambda _: RIGHTS)
    app = cdk.App(builtin_cloud_formation_validation=False, tree_metadata=False)
    delivery.add_delivery(app, DELIVERY, STAGES)
    stack = app.synth().get_stack_by_name(f"{PROJECT}-delivery")
    assert not stack.assume_role_arn
    assert not stack.cloud_formation_execution_role_arn
    assert stack.termination_protection


def test_anothers_provider_is_taken_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "rights", lambda _: RIGHTS)
    app = cdk.App(builtin_cloud_formation_validation=False, tree_metadata=False)
    delivery.add_delivery(app, replace(DELIVERY, own_provider=False), STAGES)
    resources = app.synth().get_stack_by_name(f"{PROJECT}-delivery").template["Resources"]
    assert "AWS::IAM::OIDCProvider" not in {one["Type"] for one in resources.values()}
    trusted = [
        one["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Federated"]
        for one in resources.values()
        if one["Type"] == "AWS::IAM::Role"
    ]
    assert len(trusted) == 4
    assert all("oidc-provider/token.actions.githubusercontent.com" in str(one) for one in trusted)
