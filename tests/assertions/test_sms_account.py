"""The account's SMS settings: one custom resource, of the one stage that owns them."""

from pathlib import Path

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one


@pytest.fixture
def limited(reference: Path) -> Template:
    return load(reference, "identity")


def test_a_stage_sets_the_spend_limit_that_it_says_or_leaves_it(
    identity: Template, stage: Stage
) -> None:
    limits = [
        resource["Properties"]["MonthlySpendLimit"]
        for resource in of_type(identity, "Custom::SmsAccount").values()
    ]
    assert limits == ([stage.sms.monthly_limit_usd] if stage.sms.monthly_limit_usd else [])


def test_the_limit_holds_where_the_pool_texts_from(identity: Template) -> None:
    for resource in of_type(identity, "Custom::SmsAccount").values():
        texting = one(identity, "AWS::Cognito::UserPool")["SmsConfiguration"]["SnsRegion"]
        assert resource["Properties"]["Region"] == texting


def test_a_limit_is_at_least_a_dollar(limited: Template) -> None:
    assert one(limited, "Custom::SmsAccount")["MonthlySpendLimit"] >= 1


def test_our_own_function_sets_it_and_is_not_waited_for_an_hour(limited: Template) -> None:
    resource = one(limited, "Custom::SmsAccount")
    function, _ = resource["ServiceToken"]["Fn::GetAtt"]
    handler = limited["Resources"][function]["Properties"]["Handler"]
    assert handler == "sms_account.handler.lambda_handler"
    assert int(resource["ServiceTimeout"]) <= 600


def test_it_may_set_sms_attributes_and_nothing_else(limited: Template) -> None:
    function, _ = one(limited, "Custom::SmsAccount")["ServiceToken"]["Fn::GetAtt"]
    resources = limited["Resources"]
    role = resources[resources[function]["Properties"]["Role"]["Fn::GetAtt"][0]]["Properties"]
    _, rights = [resources[arn["Ref"]]["Properties"] for arn in role["ManagedPolicyArns"]]
    assert rights["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": "sns:SetSMSAttributes", "Resource": "*"}
    ]
