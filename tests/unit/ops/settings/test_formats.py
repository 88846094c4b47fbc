"""Each settings file, read back by the language that it is written in."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from ops.settings import formats
from tests.node import NODE, said
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, LOCAL

SCHEMA = json.loads(Path("tests/data/amplify_outputs_schema_v1.5.json").read_text(encoding="utf-8"))
LOCAL_SETTINGS = {
    "userPoolEndpoint": "http://127.0.0.1:4566/",
    "identityPoolEndpoint": "http://127.0.0.1:4566/",
    "smsCode": "123456",
    "resetCode": "654321",
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
            "countries": ["DE", "US"],
            "attributes": {
                "custom:team": {
                    "type": "String",
                    "mutable": True,
                    "writable": True,
                    "minLength": 0,
                    "maxLength": 256,
                },
                "custom:level": {
                    "type": "Number",
                    "mutable": False,
                    "writable": False,
                    "minValue": 1,
                },
                "custom:since": {"type": "DateTime", "mutable": True, "writable": True},
            },
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


def test_no_stage_on_aws_mentions_the_local_cloud() -> None:
    texts = [render(DEV) for render in formats.FROM_IDS.values()]
    texts += [render(DEV, FACTS) for render in formats.FROM_FACTS.values()]
    assert not [text for text in texts if "local" in text.lower() or "123456" in text.split("'")]


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
        "local": LOCAL_SETTINGS,
    }


@pytest.mark.parametrize(("stage", "production"), [("dev", False), ("prod", True)])
def test_the_angular_environment_is_production_for_prod_alone(
    tmp_path: Path, stage: str, production: bool
) -> None:
    text = formats.angular(replace(DEV, stage=stage))
    environment = module(tmp_path / "environment.ts", text, "m.environment")
    assert environment == {
        "production": production,
        "stage": stage,
        "region": "eu-west-1",
        "userPoolId": "eu-west-1_AbCdEfGhI",
        "userPoolClientId": "1example23456789abcdefghij",
        "identityPoolId": "eu-west-1:00000000-1111-2222-3333-444444444444",
        "apiUrl": "https://abc123.execute-api.eu-west-1.amazonaws.com/v1",
    }


def test_the_runtime_config_holds_the_settings_of_the_angular_environment(tmp_path: Path) -> None:
    environment = module(tmp_path / "environment.ts", formats.angular(LOCAL), "m.environment")
    runtime = json.loads(formats.runtime(LOCAL))
    assert {"production": False, **runtime} == environment
    assert runtime["local"] == LOCAL_SETTINGS


def test_flutter_holds_the_amplify_outputs_in_a_raw_string_that_nothing_can_end() -> None:
    head, text, tail = formats.flutter(DEV, HOSTILE).split("'''")
    assert head.endswith("const amplifyConfig = r")
    assert tail == ";\n"
    assert json.loads(text) == json.loads(formats.amplify(DEV, HOSTILE))


def test_json_has_every_output_under_its_own_name() -> None:
    assert json.loads(formats.plain_json(DEV)) == {
        "Region": DEV.region,
        "UserPoolId": DEV.user_pool_id,
        "UserPoolClientId": DEV.user_pool_client_id,
        "IdentityPoolId": DEV.identity_pool_id,
        "ApiUrl": DEV.api_url,
    }


def test_every_format_carries_every_id() -> None:
    ids = set(asdict(DEV).values()) - {DEV.project, DEV.stage, DEV.api_url} | {
        DEV.api_url.rstrip("/")
    }
    texts = [render(DEV) for render in formats.FROM_IDS.values()]
    texts += [render(DEV, FACTS) for render in formats.FROM_FACTS.values()]
    assert [id_ for text in texts for id_ in ids if id_ not in text] == []
