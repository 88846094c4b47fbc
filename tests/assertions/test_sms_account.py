"""The account's SMS settings: one custom resource, of the one stage that owns them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one


@pytest.fixture
def prod_identity(assemblies: Mapping[str, Path]) -> Template:
    return load(assemblies["prod"], "identity")


def test_a_stage_sets_the_spend_limit_that_it_says_or_leaves_it(
    identity: Template, stage: Stage
) -> None:
    limits = [
        resource["Properties"]["MonthlySpendLimit"]
        for resource in of_type(identity, "Custom::SmsAccount").values()
    ]
    assert limits == ([stage.sms_monthly_limit_usd] if stage.sms_monthly_limit_usd else [])


def test_production_has_a_spend_limit(prod_identity: Template) -> None:
    assert one(prod_identity, "Custom::SmsAccount")["MonthlySpendLimit"] >= 1


def test_our_own_function_sets_it_and_is_not_waited_for_an_hour(prod_identity: Template) -> None:
    resource = one(prod_identity, "Custom::SmsAccount")
    function, _ = resource["ServiceToken"]["Fn::GetAtt"]
    handler = prod_identity["Resources"][function]["Properties"]["Handler"]
    assert handler == "sms_account.handler.lambda_handler"
    assert int(resource["ServiceTimeout"]) <= 600


def test_it_may_set_sms_attributes_and_nothing_else(prod_identity: Template) -> None:
    function, _ = one(prod_identity, "Custom::SmsAccount")["ServiceToken"]["Fn::GetAtt"]
    resources = prod_identity["Resources"]
    role = resources[resources[function]["Properties"]["Role"]["Fn::GetAtt"][0]]["Properties"]
    _, rights = [resources[arn["Ref"]]["Properties"] for arn in role["ManagedPolicyArns"]]
    assert rights["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": "sns:SetSMSAttributes", "Resource": "*"}
    ]
