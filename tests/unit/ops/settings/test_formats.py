"""Each settings file, read back by the language that it is written in."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from ops.deployment.facts import Facts
from ops.deployment.outputs import StackOutputs
from ops.settings import formats
from tests.node import NODE, said
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, LOCAL, NOTHING

SCHEMA = json.loads(Path("tests/data/amplify_outputs_schema_v1.5.json").read_text(encoding="utf-8"))
LOCAL_SETTINGS = {
    "userPoolEndpoint": "http://127.0.0.1:4566/",
    "identityPoolEndpoint": "http://127.0.0.1:4566/",
    "smsCode": "123456",
    "resetCode": "654321",
}

ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
UNLIMITED = {"minLength": None, "maxLength": None, "minValue": None, "maxValue": None}
BEYOND_AMPLIFY = {
    "issuer": ISSUER,
    "jwksUri": f"{ISSUER}/.well-known/jwks.json",
    "signUpEnabled": True,
    "countries": ["DE", "US"],
    "callingCodes": {"DE": "+49", "US": "+1"},
    "attributes": {
        "custom:team": {
            **UNLIMITED,
            "type": "String",
            "mutable": True,
            "writable": True,
            "minLength": 0,
            "maxLength": 256,
        },
        "custom:level": {
            **UNLIMITED,
            "type": "Number",
            "mutable": False,
            "writable": False,
            "minValue": 1,
        },
        "custom:since": {**UNLIMITED, "type": "DateTime", "mutable": True, "writable": True},
    },
    "local": None,
}
DESCRIBED = {
    **BEYOND_AMPLIFY,
    "guestAccess": True,
    "requiredAttributes": ["name", "phone_number"],
    "groups": {"admins": 0, "members": None},
    "passwordPolicy": {
        "minLength": 12,
        "requireLowercase": True,
        "requireUppercase": True,
        "requireNumbers": True,
        "requireSymbols": False,
    },
    "mfaConfiguration": "OPTIONAL",
    "mfaMethods": ["TOTP"],
}
SETTINGS = {
    "stage": "dev",
    "region": "eu-west-1",
    "userPoolId": "eu-west-1_AbCdEfGhI",
    "userPoolClientId": "1example23456789abcdefghij",
    "identityPoolId": "eu-west-1:00000000-1111-2222-3333-444444444444",
    "apiUrl": "https://abc123.execute-api.eu-west-1.amazonaws.com/v1",
    "apiName": "sample",
    **DESCRIBED,
}
OF_THIS_MACHINE = {
    "jwksUri": "http://127.0.0.1:4566/eu-west-1_AbCdEfGhI/.well-known/jwks.json",
    "local": LOCAL_SETTINGS,
}


def module(path: Path, text: str, expression: str) -> Any:
    """Let Node import the text as a module `m` and give back `expression` of it."""
    path.write_text(text, encoding="utf-8")
    script = f"import(process.argv[1]).then(m => console.log(JSON.stringify({expression})))"
    return said(NODE, "-e", script, path.as_uri())


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


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_no_stage_on_aws_names_the_local_cloud(format_: str) -> None:
    here, there = (formats.FORMATS[format_](outputs, FACTS) for outputs in (LOCAL, DEV))
    for value in ("127.0.0.1", '"123456"', "'123456'", "654321"):
        assert value not in there
    assert "127.0.0.1" in here
    assert "654321" in here


def read(path: Path, format_: str, outputs: StackOutputs, facts: Facts) -> Any:
    """Return what a settings file holds, as its own language reads it."""
    text = formats.FORMATS[format_](outputs, facts)
    exported = {
        "amplify-ts": "{ config: m.config, settings: m.settings }",
        "angular": "m.environment",
        "aws-exports": "m.default",
    }
    if format_ in exported:
        # Node strips the types; aws-amplify is imported for its types alone.
        return module(path / "settings.ts", text, exported[format_])
    if format_ == "dotenv":
        return dict(line.split("=", 1) for line in text.splitlines()[1:])
    return json.loads(text.split("'''")[1] if format_ == "flutter" else text)


def keys(value: Any) -> Any:
    """Return the keys of a value and of what it holds, but for what the pool names itself."""
    if not isinstance(value, dict):
        return None
    named = ("attributes", "callingCodes", "groups", "userAttributes", "local")
    return {name: None if name in named else keys(inner) for name, inner in value.items()}


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_a_settings_file_has_one_shape_for_every_stage(tmp_path: Path, format_: str) -> None:
    shapes = [
        keys(read(tmp_path, format_, outputs, facts))
        for outputs in (DEV, LOCAL)
        for facts in (FACTS, replace(NOTHING, protected=True))
    ]
    assert shapes == [shapes[0]] * 4


@pytest.mark.parametrize("format_", ["angular", "runtime", "json", "aws-exports"])
def test_every_format_describes_the_pool(tmp_path: Path, format_: str) -> None:
    on_aws = read(tmp_path, format_, DEV, FACTS)
    assert on_aws.items() >= DESCRIBED.items()
    local = read(tmp_path, format_, LOCAL, FACTS)
    assert local.items() >= {**DESCRIBED, **OF_THIS_MACHINE}.items()


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


@pytest.mark.parametrize("protected", [True, False])
@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_the_angular_environment_is_production_for_a_protected_stage(
    tmp_path: Path, stage: str, protected: bool
) -> None:
    environment = read(
        tmp_path, "angular", replace(DEV, stage=stage), replace(FACTS, protected=protected)
    )
    assert environment == {**SETTINGS, "stage": stage, "production": protected}


def test_the_runtime_config_holds_the_settings_of_the_angular_environment(tmp_path: Path) -> None:
    runtime = read(tmp_path, "runtime", LOCAL, FACTS)
    assert {"production": False, **runtime} == read(tmp_path, "angular", LOCAL, FACTS)


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


def test_json_has_every_output_under_its_own_name() -> None:
    assert json.loads(formats.plain_json(DEV, FACTS)) == {
        "Region": DEV.region,
        "UserPoolId": DEV.user_pool_id,
        "UserPoolClientId": DEV.user_pool_client_id,
        "IdentityPoolId": DEV.identity_pool_id,
        "ApiUrl": DEV.api_url,
        **DESCRIBED,
    }


def test_every_format_carries_every_id() -> None:
    ids = set(asdict(DEV).values()) - {DEV.project, DEV.stage, DEV.api_url} | {
        DEV.api_url.rstrip("/")
    }
    texts = [render(DEV, FACTS) for render in formats.FORMATS.values()]
    assert [id_ for text in texts for id_ in ids if id_ not in text] == []
