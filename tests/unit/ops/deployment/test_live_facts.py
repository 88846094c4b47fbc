"""What is said of a deployed pool, asked of moto's Cognito."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from ops.outputs.pool_facts import describe, required_at_sign_up
from ops.outputs.stack_outputs import StackOutputs
from tests.unit.ops.outputs.samples import DEV

SCHEMA: list[Any] = [
    {"Name": "name", "AttributeDataType": "String", "Required": True, "Mutable": True},
    {"Name": "phone_number", "AttributeDataType": "String", "Required": True, "Mutable": True},
    {
        "Name": "company",
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
        pool = cognito.create_user_pool(
            PoolName="pool",
            UsernameAttributes=["phone_number"],
            AutoVerifiedAttributes=["phone_number"],
            Policies={"PasswordPolicy": {"MinimumLength": 15, "RequireNumbers": True}},
            Schema=SCHEMA,
        )["UserPool"]["Id"]
        client = cognito.create_user_pool_client(
            UserPoolId=pool, ClientName="web", WriteAttributes=["name", "custom:company"]
        )["UserPoolClient"]["ClientId"]
        identity_pool = boto3.client("cognito-identity", DEV.region).create_identity_pool(
            IdentityPoolName="guests", AllowUnauthenticatedIdentities=False
        )["IdentityPoolId"]
        yield replace(
            DEV, user_pool_id=pool, user_pool_client_id=client, identity_pool_id=identity_pool
        )


def test_the_pool_itself_is_asked(deployed: StackOutputs) -> None:
    facts = describe(deployed)
    assert facts.password_policy["MinimumLength"] == 15
    assert facts.username_attributes == ["phone_number"]
    assert facts.verified_attributes == ["phone_number"]
    assert facts.guest_access is False


def test_a_sign_up_must_bring_the_required_standard_attributes(deployed: StackOutputs) -> None:
    assert describe(deployed).required_attributes == ["name", "phone_number"]


def test_nobody_is_asked_for_what_cognito_gives_itself_or_for_a_custom_attribute() -> None:
    """AWS and MiniStack call `sub` required, moto does not."""
    names = ("sub", "name", "custom:company", "dev:note")
    schema: list[Any] = [{"Name": name, "Required": True} for name in names]
    assert required_at_sign_up([*schema, {"Name": "email", "Required": False}]) == ["name"]


def test_a_custom_attribute_comes_with_its_limits_and_with_who_may_write_it(
    deployed: StackOutputs,
) -> None:
    company, level = describe(deployed).custom_attributes.values()
    assert company == {
        "type": "String",
        "mutable": True,
        "writable": True,
        "minLength": 0,
        "maxLength": 256,
    }
    assert (level["type"], level["mutable"], level["writable"]) == ("Number", False, False)


def test_all_groups_are_read_however_many_pages_they_take(deployed: StackOutputs) -> None:
    cognito = boto3.client("cognito-idp", DEV.region)
    wanted = {f"group-{number}": number for number in range(130)}
    for name, precedence in wanted.items():
        cognito.create_group(
            UserPoolId=deployed.user_pool_id, GroupName=name, Precedence=precedence
        )
    assert describe(deployed).groups == wanted


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
    facts = describe(deployed)
    assert (facts.mfa_configuration, facts.mfa_methods) == (mode, methods)
