"""What is said of a deployed pool, asked of moto's Cognito."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from ops.deployment.facts import Attribute
from ops.deployment.live_facts import read_facts, required_at_sign_up
from ops.deployment.outputs import StackOutputs
from ops.errors import OpsError
from tests.unit.ops.samples import DEV

SCHEMA: list[Any] = [
    {"Name": "name", "AttributeDataType": "String", "Required": True, "Mutable": True},
    {"Name": "phone_number", "AttributeDataType": "String", "Required": True, "Mutable": True},
    {
        "Name": "team",
        "AttributeDataType": "String",
        "Mutable": True,
        "StringAttributeConstraints": {"MinLength": "0", "MaxLength": "256"},
    },
    {"Name": "level", "AttributeDataType": "Number", "Mutable": False},
]


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[StackOutputs]:
    """A pool, a client that may write one custom attribute of two, and an identity pool."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        cognito = boto3.client("cognito-idp", DEV.region)
        gate = _function({"ALLOWED_COUNTRIES": "DE,US", "TEST_NUMBERS": "+14155550100"})
        pool = cognito.create_user_pool(
            PoolName="pool",
            UsernameAttributes=["phone_number"],
            AutoVerifiedAttributes=["phone_number"],
            Policies={"PasswordPolicy": {"MinimumLength": 15, "RequireNumbers": True}},
            Schema=SCHEMA,
            LambdaConfig={"PreSignUp": gate},
        )["UserPool"]["Id"]
        client = cognito.create_user_pool_client(
            UserPoolId=pool, ClientName="web", WriteAttributes=["name", "custom:team"]
        )["UserPoolClient"]["ClientId"]
        identity_pool = boto3.client("cognito-identity", DEV.region).create_identity_pool(
            IdentityPoolName="guests", AllowUnauthenticatedIdentities=False
        )["IdentityPoolId"]
        yield replace(
            DEV, user_pool_id=pool, user_pool_client_id=client, identity_pool_id=identity_pool
        )


def _function(environment: dict[str, str]) -> str:
    """Make a function that nobody calls, and return its ARN."""
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}]}
    role = boto3.client("iam").create_role(
        RoleName="gate", AssumeRolePolicyDocument=json.dumps(trust)
    )["Role"]["Arn"]
    made = boto3.client("lambda", DEV.region).create_function(
        FunctionName="gate",
        Role=role,
        Runtime="python3.13",
        Handler="gate.handler",
        Code={"ZipFile": b"nothing"},
        Environment={"Variables": environment},
    )
    return made["FunctionArn"]


def test_the_pool_itself_is_asked(deployed: StackOutputs) -> None:
    facts = read_facts(deployed)
    assert facts.password_policy["MinimumLength"] == 15
    assert facts.username_attributes == ["phone_number"]
    assert facts.verified_attributes == ["phone_number"]
    assert facts.guest_access is False
    assert facts.sign_up_enabled is True


def test_its_gate_says_whom_it_texts(deployed: StackOutputs) -> None:
    facts = read_facts(deployed)
    assert (facts.countries, facts.test_numbers) == (("DE", "US"), ("+14155550100",))


def test_a_pool_without_a_gate_is_told(deployed: StackOutputs) -> None:
    cognito = boto3.client("cognito-idp", DEV.region)
    cognito.update_user_pool(UserPoolId=deployed.user_pool_id, LambdaConfig={})
    with pytest.raises(OpsError, match=r"has no sign-up gate.*runbook.md, \"The proof f"):
        read_facts(deployed)


def test_a_gate_that_is_gone_is_told(deployed: StackOutputs) -> None:
    boto3.client("lambda", DEV.region).delete_function(FunctionName="gate")
    with pytest.raises(OpsError, match=r"no longer there \(GetFunctionConfiguration found nothing"):
        read_facts(deployed)


def test_a_sign_up_must_bring_the_required_standard_attributes(deployed: StackOutputs) -> None:
    assert read_facts(deployed).required_attributes == ["name", "phone_number"]


def test_nobody_is_asked_for_what_cognito_gives_itself_or_for_a_custom_attribute() -> None:
    """AWS and MiniStack call `sub` required, moto does not."""
    names = ("sub", "name", "custom:team", "dev:note")
    schema: list[Any] = [{"Name": name, "Required": True} for name in names]
    assert required_at_sign_up([*schema, {"Name": "email", "Required": False}]) == ["name"]


def test_a_custom_attribute_comes_with_its_limits_and_with_who_may_write_it(
    deployed: StackOutputs,
) -> None:
    attributes = read_facts(deployed).custom_attributes
    assert attributes["custom:team"] == Attribute(
        type="String", mutable=True, writable=True, minimum=0, maximum=256
    )
    level = attributes["custom:level"]
    assert (level.type, level.mutable, level.writable) == ("Number", False, False)


def test_all_groups_are_read_however_many_pages_they_take(deployed: StackOutputs) -> None:
    cognito = boto3.client("cognito-idp", DEV.region)
    wanted = {f"group-{number}": number for number in range(130)}
    for name, precedence in wanted.items():
        cognito.create_group(
            UserPoolId=deployed.user_pool_id, GroupName=name, Precedence=precedence
        )
    assert read_facts(deployed).groups == wanted


SMS = {"SmsMfaConfiguration": {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::1:role/sms"}}}
TOTP = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}


@pytest.mark.parametrize(
    ("settings", "mode", "methods"),
    [
        (TOTP, "OPTIONAL", ["TOTP"]),
        (SMS, "ON", ["SMS"]),
        ({**SMS, **TOTP}, "OPTIONAL", ["SMS", "TOTP"]),
        (TOTP, "OFF", []),
    ],
)
def test_the_second_factors_are_those_that_are_on(
    deployed: StackOutputs, settings: Any, mode: Any, methods: list[str]
) -> None:
    boto3.client("cognito-idp", DEV.region).set_user_pool_mfa_config(
        UserPoolId=deployed.user_pool_id, MfaConfiguration=mode, **settings
    )
    facts = read_facts(deployed)
    assert (facts.mfa_configuration, facts.mfa_methods) == (mode, methods)


def test_a_pool_that_asks_another_function_is_told(deployed: StackOutputs) -> None:
    functions = boto3.client("lambda", DEV.region)
    functions.update_function_configuration(FunctionName="gate", Environment={"Variables": {}})
    with pytest.raises(OpsError, match="asks gate at a sign-up, which is not this project's gate"):
        read_facts(deployed)
