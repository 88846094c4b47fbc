"""What every settings file says, whatever language it is written in.

There is one shape for every stage: what a stage does not have is None, and no key is left out.
"""

from typing import Any

from phonenumbers import country_code_for_region

from ..deployment.environment import RESET_CODE, SIGN_UP_CODE
from ..deployment.facts import Attribute, Facts
from ..deployment.outputs import StackOutputs


def settings(outputs: StackOutputs, facts: Facts) -> dict[str, Any]:
    """Return all that a frontend has to know of a deployment."""
    return {
        "stage": outputs.stage,
        "region": outputs.region,
        "userPoolId": outputs.user_pool_id,
        "userPoolClientId": outputs.user_pool_client_id,
        "identityPoolId": outputs.identity_pool_id,
        "apiUrl": api_url(outputs),
        "apiName": outputs.project,
        **described(outputs, facts),
    }


def described(outputs: StackOutputs, facts: Facts) -> dict[str, Any]:
    """Return the part of `settings` that is no id: whom the pool takes, and how."""
    return {
        **beyond_amplify(outputs, facts),
        "guestAccess": facts.guest_access,
        "requiredAttributes": facts.required_attributes,
        "groups": dict(facts.groups),
        "passwordPolicy": {
            "minLength": facts.password_policy["MinimumLength"],
            "requireLowercase": facts.password_policy.get("RequireLowercase", False),
            "requireUppercase": facts.password_policy.get("RequireUppercase", False),
            "requireNumbers": facts.password_policy.get("RequireNumbers", False),
            "requireSymbols": facts.password_policy.get("RequireSymbols", False),
        },
        "mfaConfiguration": facts.mfa_configuration,
        "mfaMethods": facts.mfa_methods,
    }


def beyond_amplify(outputs: StackOutputs, facts: Facts) -> dict[str, Any]:
    """Return the part of `settings` for which Amplify's own files have no key."""
    return {
        "issuer": outputs.issuer,
        "jwksUri": outputs.jwks_uri,
        "signUpEnabled": facts.sign_up_enabled,
        "countries": list(facts.countries),
        "callingCodes": {c: f"+{country_code_for_region(c)}" for c in facts.countries},
        "attributes": {n: _attribute(a) for n, a in facts.custom_attributes.items()},
        "local": _local(outputs),
    }


def api_url(outputs: StackOutputs) -> str:
    """Without the slash at its end: clients, Amplify's too, append a path that begins with one."""
    return outputs.api_url.rstrip("/")


def _attribute(attribute: Attribute) -> dict[str, Any]:
    """Describe a custom attribute; `writable`: its owner may set it through the client."""
    least, most = attribute.minimum, attribute.maximum
    lengths, values = (
        (least, most) if attribute.type == type_ else (None, None) for type_ in ("String", "Number")
    )
    return {
        "type": attribute.type,
        "mutable": attribute.mutable,
        "writable": attribute.writable,
        "minLength": lengths[0],
        "maxLength": lengths[1],
        "minValue": values[0],
        "maxValue": values[1],
    }


def _local(outputs: StackOutputs) -> dict[str, str] | None:
    """Where the local cloud's Cognito is and which codes it takes; None for a stage on AWS."""
    if (endpoint := outputs.local_endpoint) is None:
        return None
    return {
        "userPoolEndpoint": endpoint,
        "identityPoolEndpoint": endpoint,
        "smsCode": SIGN_UP_CODE,
        "resetCode": RESET_CODE,
    }
