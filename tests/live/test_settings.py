"""The settings files of the deployed stage local."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
import pytest
from phonenumbers import country_code_for_region

from ops.settings.formats import FORMATS
from tests.deployment import Deployment
from tests.live.clients import NewUser, Settings, SignIn, send
from tests.templates import Template, load, of_type, one


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_cloudformation_says_what_the_outputs_file_says(settings: Settings, format_: str) -> None:
    assert settings(format_, "--live") == settings(format_)


def _gate(template: Template) -> dict[str, str]:
    """Return the settings of the sign-up gate, the only function that has countries."""
    functions = of_type(template, "AWS::Lambda::Function").values()
    settings = [f["Properties"].get("Environment", {}).get("Variables", {}) for f in functions]
    (gate,) = (found for found in settings if "ALLOWED_COUNTRIES" in found)
    return dict(gate)


def _limits(attribute: dict[str, Any]) -> dict[str, int]:
    """Return the limits of a schema entry: `MaxLength: "128"` is `maxLength: 128`."""
    limits = {
        **attribute.get("StringAttributeConstraints", {}),
        **attribute.get("NumberAttributeConstraints", {}),
    }
    return {name[0].lower() + name[1:]: int(limit) for name, limit in limits.items()}


def test_everything_in_amplify_outputs_has_its_source_in_the_template(
    settings: Settings, deployment: Deployment, assemblies: Mapping[str, Path]
) -> None:
    """What the pool says is what was synthesized, key by key, and there is no other key."""
    template = load(assemblies["local"], "identity")
    pool = one(template, "AWS::Cognito::UserPool")
    client = one(template, "AWS::Cognito::UserPoolClient")
    policy = pool["Policies"]["PasswordPolicy"]
    required = {a["Name"] for a in pool["Schema"] if a.get("Required")}
    custom = {a["Name"]: a for a in pool["Schema"] if a["Name"] not in required}
    groups = of_type(template, "AWS::Cognito::UserPoolGroup").values()
    factors = {"SMS_MFA": "SMS", "SOFTWARE_TOKEN_MFA": "TOTP"}
    local = deployment.endpoint + "/"
    countries = _gate(template)["ALLOWED_COUNTRIES"].split(",")

    read = json.loads(settings("amplify"))
    read["auth"]["groups"].sort(key=json.dumps)
    assert read["auth"] == {
        "aws_region": deployment.outputs["Region"],
        "user_pool_id": deployment.outputs["UserPoolId"],
        "user_pool_client_id": deployment.outputs["UserPoolClientId"],
        "identity_pool_id": deployment.outputs["IdentityPoolId"],
        "password_policy": {
            "min_length": policy["MinimumLength"],
            "require_numbers": policy["RequireNumbers"],
            "require_lowercase": policy["RequireLowercase"],
            "require_uppercase": policy["RequireUppercase"],
            "require_symbols": policy["RequireSymbols"],
        },
        "standard_required_attributes": sorted(required),
        "username_attributes": pool["UsernameAttributes"],
        "user_verification_types": pool["AutoVerifiedAttributes"],
        "unauthenticated_identities_enabled": one(template, "AWS::Cognito::IdentityPool")[
            "AllowUnauthenticatedIdentities"
        ],
        "mfa_configuration": {"OFF": "NONE", "ON": "REQUIRED"}.get(
            pool["MfaConfiguration"], pool["MfaConfiguration"]
        ),
        "mfa_methods": [factors[factor] for factor in pool["EnabledMfas"]],
        "groups": sorted(
            (
                {g["Properties"]["GroupName"]: {"precedence": g["Properties"]["Precedence"]}}
                for g in groups
            ),
            key=json.dumps,
        ),
    }
    assert read["custom"] == {
        "API": {
            deployment.project: {
                "endpoint": deployment.outputs["ApiUrl"].rstrip("/"),
                "region": deployment.outputs["Region"],
            }
        },
        "issuer": _issuer(deployment),
        "jwksUri": f"{local}{deployment.outputs['UserPoolId']}/.well-known/jwks.json",
        "signUpEnabled": not pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"],
        "countries": countries,
        "callingCodes": {country: f"+{country_code_for_region(country)}" for country in countries},
        "attributes": {
            f"custom:{name}": {
                "type": attribute["AttributeDataType"],
                "mutable": attribute["Mutable"],
                "writable": f"custom:{name}" in client["WriteAttributes"],
                **dict.fromkeys(["minLength", "maxLength", "minValue", "maxValue"]),
                **_limits(attribute),
            }
            for name, attribute in custom.items()
        },
        "local": {
            "userPoolEndpoint": local,
            "identityPoolEndpoint": local,
            "smsCode": "123456",
            "resetCode": "654321",
        },
    }
    assert read.keys() == {"version", "auth", "custom"}


def _issuer(deployment: Deployment) -> str:
    region, pool = deployment.outputs["Region"], deployment.outputs["UserPoolId"]
    return f"https://cognito-idp.{region}.amazonaws.com/{pool}"


def test_a_token_is_of_the_issuer_and_signed_by_a_key_that_the_settings_name(
    settings: Settings, new_user: NewUser, sign_in: SignIn
) -> None:
    told = json.loads(settings("runtime"))
    token = sign_in(new_user())["IdToken"]
    keys = {key["kid"] for key in json.loads(send(told["jwksUri"]).text)["keys"]}
    assert jwt.get_unverified_header(token)["kid"] in keys
    claims = jwt.decode(token, options={"verify_signature": False})
    assert (claims["iss"], claims["aud"]) == (told["issuer"], told["userPoolClientId"])
