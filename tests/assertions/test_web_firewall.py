"""The web firewall: on where the stage says, counting what costs money, logging no token."""

import re
from pathlib import Path
from typing import Any

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one, text

PARTS = ("identity", "api")
# The headers that name a public operation of Cognito, with what stands before its name.
HEADERS = {
    "x-amzn-cognito-operation-name": "",
    "x-amz-target": "AWSCognitoIdentityProviderService.",
}
TEXTING = (
    "SignUp",
    "ResendConfirmationCode",
    "ForgotPassword",
    "UpdateUserAttributes",
    "GetUserAttributeVerificationCode",
)
SIGN_IN = "RespondToAuthChallenge"
SILENT = ("ConfirmSignUp", "InitiateAuth", "GetUser", "VerifyUserAttribute", "SetUserMFAPreference")


def _rules(template: Template) -> dict[str, Any]:
    rules = one(template, "AWS::WAFv2::WebACL")["Rules"]
    return {rule["Name"]: rule for rule in rules}


def _counts(template: Template, header: str, value: str) -> bool:
    """Tell whether a request with this header counts towards the limit, as WAF would decide."""
    rate = _rules(template)["RatePerAddress"]["Statement"]["RateBasedStatement"]
    matches = [
        statement["RegexMatchStatement"]
        for statement in rate["ScopeDownStatement"]["OrStatement"]["Statements"]
    ]
    for match in matches:
        assert [step["Type"] for step in match["TextTransformations"]] == ["LOWERCASE"]
        assert len(match["RegexString"]) <= 200  # WAF quotas, "Maximum number of characters"
    return any(
        match["FieldToMatch"] == {"SingleHeader": {"Name": header}}
        and re.search(match["RegexString"], value.lower()) is not None
        for match in matches
    )


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
    assert rate["EvaluationWindowSec"] == 300
    assert 10 <= rate["Limit"] <= 1000


def test_an_address_may_ask_the_pool_for_texts_as_often_as_the_stage_says(
    identity: Template, stage: Stage
) -> None:
    for acl in of_type(identity, "AWS::WAFv2::WebACL").values():
        (_, rate) = acl["Properties"]["Rules"]
        limit = rate["Statement"]["RateBasedStatement"]["Limit"]
        assert limit == stage.protection.texts_per_address


def test_on_the_pool_only_what_texts_somebody_counts(protected_pool: Template) -> None:
    for header, start in HEADERS.items():
        for operation in TEXTING:
            assert _counts(protected_pool, header, start + operation)
        for operation in (*SILENT, SIGN_IN, "", "Sign Up"):
            assert not _counts(protected_pool, header, start + operation)
    assert not _counts(protected_pool, "user-agent", "SignUp")


@pytest.mark.parametrize("written", ["SIGNUP", "signup", " SignUp", "SignUp\t", "Any.SignUp"])
def test_however_an_operation_is_written_it_counts(protected_pool: Template, written: str) -> None:
    assert all(_counts(protected_pool, header, written) for header in HEADERS)


def test_signing_in_counts_where_it_texts(identity: Template, stage: Stage) -> None:
    texts = stage.sign_in.mfa != "OFF" and "SMS" in stage.sign_in.mfa_methods
    for _ in of_type(identity, "AWS::WAFv2::WebACL"):
        assert all(_counts(identity, header, SIGN_IN) is texts for header in HEADERS)
        assert _counts(identity, "x-amz-target", "SignUp")


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
