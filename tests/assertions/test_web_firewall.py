"""The web firewall: on where the stage says, counting what costs money, logging no token."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one, text

PROTECTED = {"identity": "${UserPool.Arn}", "api": "/restapis/${ApiF70053CD}/stages/"}


@pytest.fixture(params=PROTECTED)
def template(
    request: pytest.FixtureRequest, assemblies: Mapping[str, Path], stage: Stage
) -> Template:
    return load(assemblies[stage.name], request.param)


def _rules(template: Template) -> dict[str, Any]:
    rules = one(template, "AWS::WAFv2::WebACL")["Rules"]
    return {rule["Name"]: rule for rule in rules}


def test_the_pool_and_the_api_have_a_web_acl_where_the_stage_says(
    template: Template, stage: Stage
) -> None:
    associations = of_type(template, "AWS::WAFv2::WebACLAssociation").values()
    assert bool(associations) is stage.web_firewall
    (acl,) = of_type(template, "AWS::WAFv2::WebACL") or ("",)
    for association in (a["Properties"] for a in associations):
        assert any(part in text(association["ResourceArn"]) for part in PROTECTED.values())
        assert association["WebACLArn"] == {"Fn::GetAtt": [acl, "Arn"]}


def test_addresses_of_bad_repute_are_blocked(prod: Template) -> None:
    rule = _rules(prod)["IpReputation"]
    group = rule["Statement"]["ManagedRuleGroupStatement"]
    assert group == {"VendorName": "AWS", "Name": "AWSManagedRulesAmazonIpReputationList"}
    assert rule["OverrideAction"] == {"None": {}}


def test_an_address_that_asks_too_often_is_blocked(prod: Template) -> None:
    rule = _rules(prod)["RatePerAddress"]
    assert rule["Action"] == {"Block": {}}
    rate = rule["Statement"]["RateBasedStatement"]
    assert rate["AggregateKeyType"] == "IP"
    assert 10 <= rate["Limit"] <= 1000


def test_on_the_pool_only_what_texts_somebody_counts(prod_identity: Template) -> None:
    rate = _rules(prod_identity)["RatePerAddress"]["Statement"]["RateBasedStatement"]
    matches = [
        statement["ByteMatchStatement"]
        for statement in rate["ScopeDownStatement"]["OrStatement"]["Statements"]
    ]
    assert all(m["FieldToMatch"] == {"SingleHeader": {"Name": "x-amz-target"}} for m in matches)
    assert {m["SearchString"] for m in matches} == {
        f"AWSCognitoIdentityProviderService.{operation}"
        for operation in ("SignUp", "ResendConfirmationCode", "ForgotPassword")
    }


def test_decisions_are_logged_without_the_authorization_header(prod: Template) -> None:
    logging = one(prod, "AWS::WAFv2::LoggingConfiguration")
    assert logging["RedactedFields"] == [{"SingleHeader": {"Name": "authorization"}}]
    (destination,) = logging["LogDestinationConfigs"]
    assert not text(destination).endswith("*")
    for rule in _rules(prod).values():
        assert rule["VisibilityConfig"]["SampledRequestsEnabled"] is False
    groups = of_type(prod, "AWS::Logs::LogGroup").values()
    names = [text(g["Properties"].get("LogGroupName", "")) for g in groups]
    assert any(name.startswith("aws-waf-logs-") for name in names)


@pytest.fixture(params=PROTECTED)
def prod(request: pytest.FixtureRequest, assemblies: Mapping[str, Path]) -> Template:
    return load(assemblies["prod"], request.param)


@pytest.fixture
def prod_identity(assemblies: Mapping[str, Path]) -> Template:
    return load(assemblies["prod"], "identity")
