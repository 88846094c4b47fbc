"""Amplify's own settings files, of each generation and for Flutter."""

from ..deployment.facts import Facts
from ..deployment.outputs import StackOutputs
from .literals import HEADER, javascript, json_text
from .values import api_url, beyond_amplify, described

# https://github.com/aws-amplify/amplify-backend, client-config schema: Cognito's words differ.
AMPLIFY_MFA = {"OFF": "NONE", "ON": "REQUIRED", "OPTIONAL": "OPTIONAL"}


def amplify(outputs: StackOutputs, facts: Facts) -> str:
    """`amplify_outputs.json` 1.5, for aws-amplify v6 and Amplify UI."""
    policy = facts.password_policy
    auth = {
        "aws_region": outputs.region,
        "user_pool_id": outputs.user_pool_id,
        "user_pool_client_id": outputs.user_pool_client_id,
        "identity_pool_id": outputs.identity_pool_id,
        "password_policy": {
            "min_length": policy["MinimumLength"],
            "require_numbers": policy.get("RequireNumbers", False),
            "require_lowercase": policy.get("RequireLowercase", False),
            "require_uppercase": policy.get("RequireUppercase", False),
            "require_symbols": policy.get("RequireSymbols", False),
        },
        "standard_required_attributes": facts.required_attributes,
        "username_attributes": facts.username_attributes,
        "user_verification_types": facts.verified_attributes,
        "unauthenticated_identities_enabled": facts.guest_access,
        "mfa_configuration": AMPLIFY_MFA[facts.mfa_configuration],
        "mfa_methods": facts.mfa_methods,
        "groups": [
            {name: {} if precedence is None else {"precedence": precedence}}
            for name, precedence in facts.groups.items()
        ],
    }
    custom = {
        "API": {outputs.project: {"endpoint": api_url(outputs), "region": outputs.region}},
        **beyond_amplify(outputs, facts),
    }
    return json_text({"version": "1.5", "auth": auth, "custom": custom}) + "\n"


def flutter(outputs: StackOutputs, facts: Facts) -> str:
    """`amplify_outputs.dart`, for `Amplify.configure(amplifyConfig)`."""
    return f"{HEADER}const amplifyConfig = r'''{amplify(outputs, facts).rstrip()}''';\n"


def aws_exports(outputs: StackOutputs, facts: Facts) -> str:
    """`aws-exports.js`, for Amplify's `parseAWSExports` and amazon-cognito-identity-js."""
    policy = facts.password_policy
    characters = ("Lowercase", "Uppercase", "Numbers", "Symbols")
    settings = {
        "aws_project_region": outputs.region,
        "aws_cognito_region": outputs.region,
        "aws_user_pools_id": outputs.user_pool_id,
        "aws_user_pools_web_client_id": outputs.user_pool_client_id,
        "aws_cognito_identity_pool_id": outputs.identity_pool_id,
        "aws_mandatory_sign_in": "disable" if facts.guest_access else "enable",
        "aws_cognito_username_attributes": _upper(facts.username_attributes),
        "aws_cognito_social_providers": [],
        "aws_cognito_signup_attributes": _upper(facts.required_attributes),
        "aws_cognito_mfa_configuration": facts.mfa_configuration,
        "aws_cognito_mfa_types": facts.mfa_methods,
        "aws_cognito_password_protection_settings": {
            "passwordPolicyMinLength": policy["MinimumLength"],
            "passwordPolicyCharacters": [
                f"REQUIRES_{c.upper()}" for c in characters if policy.get(f"Require{c}")
            ],
        },
        "aws_cognito_verification_mechanisms": _upper(facts.verified_attributes),
        "aws_cloud_logic_custom": [
            {"name": outputs.project, "endpoint": api_url(outputs), "region": outputs.region}
        ],
        **described(outputs, facts),
    }
    return f"{HEADER}const awsmobile = {javascript(settings)};\n\nexport default awsmobile;\n"


def _upper(names: list[str]) -> list[str]:
    return [name.upper() for name in names]
