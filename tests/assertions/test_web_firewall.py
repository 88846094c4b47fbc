"""The web firewall: on where the stage says, counting what costs money, logging no token."""

from pathlib import Path
from typing import Any

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one, text

PARTS = ("identity", "api")


def _rules(template: Template) -> dict[str, Any]:
    rules = one(template, "AWS::WAFv2::WebACL")["Rules"]
    return {rule["Name"]: rule for rule in rules}


def test_the_pool_and_the_api_have_a_web_acl_where_the_stage_says(
    identity: Template, api: Template, stage: Stage
) -> None:
    (pool,) = of_type(identity, "AWS::Cognito::UserPool")
    (rest_api,) = of_type(api, "AWS::ApiGateway::RestApi")
    protected = ((identity, f"${{{pool}.Arn}}"), (api, f"/restapis/${{{rest_api}}}/stages/"))
    for template, resource in protected:
        associations = of_type(template, "AWS::WAFv2::WebACLAssociation").values()
        assert bool(associations) is stage.protection.web_firewall
        (acl,) = of_type(template, "AWS::WAFv2::WebACL") or ("",)
        for association in (a["Properties"] for a in associations):
            assert resource in text(association["ResourceArn"])
            assert association["WebACLArn"] == {"Fn::GetAtt": [acl, "Arn"]}


def test_addresses_of_bad_repute_are_blocked(protected: Template) -> None:
    rule = _rules(protected)["IpReputation"]
    group = rule["Statement"]["ManagedRuleGroupStatement"]
    assert group == {"VendorName": "AWS", "Name": "AWSManagedRulesAmazonIpReputationList"}
    assert rule["OverrideAction"] == {"None": {}}


def test_an_address_that_asks_too_often_is_blocked(protected: Template) -> None:
    rule = _rules(protected)["RatePerAddress"]
    assert rule["Action"] == {"Block": {}}
    rate = rule["Statement"]["RateBasedStatement"]
    assert rate["AggregateKeyType"] == "IP"
    assert 10 <= rate["Limit"] <= 1000


def test_on_the_pool_only_what_texts_somebody_counts(protected_pool: Template) -> None:
    rate = _rules(protected_pool)["RatePerAddress"]["Statement"]["RateBasedStatement"]
    matches = [
        statement["ByteMatchStatement"]
        for statement in rate["ScopeDownStatement"]["OrStatement"]["Statements"]
    ]
    assert all(m["FieldToMatch"] == {"SingleHeader": {"Name": "x-amz-target"}} for m in matches)
    assert {m["SearchString"] for m in matches} == {
        f"AWSCognitoIdentityProviderService.{operation}"
        for operation in ("SignUp", "ResendConfirmationCode", "ForgotPassword")
    }


def test_decisions_are_logged_without_tokens(protected: Template) -> None:
    logging = one(protected, "AWS::WAFv2::LoggingConfiguration")
    assert logging["RedactedFields"] == [
        {"SingleHeader": {"Name": name}} for name in ("authorization", "x-amz-security-token")
    ]
    (destination,) = logging["LogDestinationConfigs"]
    assert not text(destination).endswith("*")
    for rule in _rules(protected).values():
        assert rule["VisibilityConfig"]["SampledRequestsEnabled"] is False
    groups = of_type(protected, "AWS::Logs::LogGroup").values()
    names = [text(g["Properties"].get("LogGroupName", "")) for g in groups]
    assert any(name.startswith("aws-waf-logs-") for name in names)


@pytest.fixture(params=PARTS)
def protected(request: pytest.FixtureRequest, reference: Path) -> Template:
    return load(reference, request.param)


@pytest.fixture
def protected_pool(reference: Path) -> Template:
    return load(reference, "identity")
