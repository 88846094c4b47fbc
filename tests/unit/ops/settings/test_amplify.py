"""The settings files of each generation of Amplify."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from ops.settings import formats
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, LOCAL
from tests.unit.ops.settings.expected import (
    BEYOND_AMPLIFY,
    DESCRIBED,
    LOCAL_SETTINGS,
    OF_THIS_MACHINE,
    SETTINGS,
    module,
    read,
)

SCHEMA = json.loads(Path("tests/data/amplify_outputs_schema_v1.5.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("outputs", [DEV, LOCAL], ids=lambda o: o.stage)
@pytest.mark.parametrize("facts", [FACTS, HOSTILE], ids=["tame", "hostile"])
def test_amplify_outputs_hold_against_the_official_schema(outputs: Any, facts: Any) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(formats.amplify(outputs, facts)))


def test_amplify_outputs_say_what_the_pool_says() -> None:
    assert json.loads(formats.amplify(DEV, FACTS)) == {
        "version": "1.5",
        "auth": {
            "aws_region": "eu-west-1",
            "user_pool_id": "eu-west-1_AbCdEfGhI",
            "user_pool_client_id": "1example23456789abcdefghij",
            "identity_pool_id": "eu-west-1:00000000-1111-2222-3333-444444444444",
            "password_policy": {
                "min_length": 12,
                "require_numbers": True,
                "require_lowercase": True,
                "require_uppercase": True,
                "require_symbols": False,
            },
            "standard_required_attributes": ["name", "phone_number"],
            "username_attributes": ["phone_number"],
            "user_verification_types": ["phone_number"],
            "unauthenticated_identities_enabled": True,
            "mfa_configuration": "OPTIONAL",
            "mfa_methods": ["TOTP"],
            "groups": [{"admins": {"precedence": 0}}, {"members": {}}],
        },
        "custom": {
            "API": {
                "sample": {
                    "endpoint": "https://abc123.execute-api.eu-west-1.amazonaws.com/v1",
                    "region": "eu-west-1",
                }
            },
            **BEYOND_AMPLIFY,
        },
    }


@pytest.mark.parametrize(
    ("cognito", "amplify"), [("OFF", "NONE"), ("ON", "REQUIRED"), ("OPTIONAL", "OPTIONAL")]
)
def test_amplify_has_its_own_words_for_mfa(cognito: str, amplify: str) -> None:
    text = formats.amplify(DEV, replace(FACTS, mfa_configuration=cognito))
    assert json.loads(text)["auth"]["mfa_configuration"] == amplify


def test_the_local_stage_says_where_its_cloud_is_and_which_codes_it_takes() -> None:
    assert json.loads(formats.amplify(LOCAL, FACTS))["custom"]["local"] == LOCAL_SETTINGS


def test_aws_exports_keep_the_classic_shape(tmp_path: Path) -> None:
    text = formats.aws_exports(LOCAL, replace(FACTS, guest_access=False))
    assert module(tmp_path / "aws-exports.js", text, "m.default") == {
        "aws_project_region": "eu-west-1",
        "aws_cognito_region": "eu-west-1",
        "aws_user_pools_id": "eu-west-1_AbCdEfGhI",
        "aws_user_pools_web_client_id": "1example23456789abcdefghij",
        "aws_cognito_identity_pool_id": "eu-west-1:00000000-1111-2222-3333-444444444444",
        "aws_mandatory_sign_in": "enable",
        "aws_cognito_username_attributes": ["PHONE_NUMBER"],
        "aws_cognito_social_providers": [],
        "aws_cognito_signup_attributes": ["NAME", "PHONE_NUMBER"],
        "aws_cognito_mfa_configuration": "OPTIONAL",
        "aws_cognito_mfa_types": ["TOTP"],
        "aws_cognito_password_protection_settings": {
            "passwordPolicyMinLength": 12,
            "passwordPolicyCharacters": [
                "REQUIRES_LOWERCASE",
                "REQUIRES_UPPERCASE",
                "REQUIRES_NUMBERS",
            ],
        },
        "aws_cognito_verification_mechanisms": ["PHONE_NUMBER"],
        "aws_cloud_logic_custom": [
            {
                "name": "sample",
                "endpoint": "http://127.0.0.1:4566/_aws/execute-api/abc123/v1",
                "region": "eu-west-1",
            }
        ],
        **DESCRIBED,
        **OF_THIS_MACHINE,
        "guestAccess": False,
    }


def test_the_amplify_module_is_all_that_amplify_needs(tmp_path: Path) -> None:
    exported = read(tmp_path, "amplify-ts", DEV, FACTS)
    assert exported["settings"] == SETTINGS
    assert exported["config"] == {
        "Auth": {
            "Cognito": {
                "userPoolId": DEV.user_pool_id,
                "userPoolClientId": DEV.user_pool_client_id,
                "userPoolEndpoint": "https://cognito-idp.eu-west-1.amazonaws.com/",
                "identityPoolId": DEV.identity_pool_id,
                "identityPoolEndpoint": "https://cognito-identity.eu-west-1.amazonaws.com/",
                "allowGuestAccess": True,
                "loginWith": {"phone": True, "email": False, "username": False},
                "signUpVerificationMethod": "code",
                "userAttributes": {"name": {"required": True}, "phone_number": {"required": True}},
                "passwordFormat": {
                    "minLength": 12,
                    "requireLowercase": True,
                    "requireUppercase": True,
                    "requireNumbers": True,
                    "requireSpecialCharacters": False,
                },
                "mfa": {"status": "optional", "totpEnabled": True, "smsEnabled": False},
                "groups": [{"admins": {"precedence": 0}}, {"members": {}}],
            }
        },
        "API": {"REST": {"sample": {"endpoint": SETTINGS["apiUrl"], "region": "eu-west-1"}}},
    }


def test_the_amplify_module_of_the_local_stage_asks_the_local_cloud(tmp_path: Path) -> None:
    exported = read(tmp_path, "amplify-ts", LOCAL, FACTS)
    cognito = exported["config"]["Auth"]["Cognito"]
    assert cognito["userPoolEndpoint"] == cognito["identityPoolEndpoint"] == LOCAL.local_endpoint
    (api,) = exported["config"]["API"]["REST"].values()
    assert api["endpoint"] == LOCAL.api_url.rstrip("/")


def test_flutter_holds_the_amplify_outputs_in_a_raw_string_that_nothing_can_end() -> None:
    head, text, tail = formats.flutter(DEV, HOSTILE).split("'''")
    assert head.endswith("const amplifyConfig = r")
    assert tail == ";\n"
    assert json.loads(text) == json.loads(formats.amplify(DEV, HOSTILE))
