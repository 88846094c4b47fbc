"""What settings files of the samples hold, and each file as its own language reads it."""

import json
from pathlib import Path
from typing import Any

from ops.deployment.facts import Facts
from ops.deployment.outputs import StackOutputs
from ops.settings import formats
from tests.node import NODE, said

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
