"""Deployments as commands see them: on AWS, local, and with hostile names in the pool."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ops.deployment.facts import Attribute, Facts
from ops.deployment.outputs import StackOutputs

Run = Callable[..., tuple[int, str, str]]

DEV = StackOutputs(
    project="sample",
    stage="dev",
    region="eu-west-1",
    user_pool_id="eu-west-1_AbCdEfGhI",
    user_pool_client_id="1example23456789abcdefghij",
    identity_pool_id="eu-west-1:00000000-1111-2222-3333-444444444444",
    api_url="https://abc123.execute-api.eu-west-1.amazonaws.com/v1/",
)
LOCAL = replace(DEV, stage="local", api_url="http://127.0.0.1:4566/_aws/execute-api/abc123/v1/")
FILE = {
    "sample-dev-identity": {
        "Region": DEV.region,
        "UserPoolId": DEV.user_pool_id,
        "UserPoolClientId": DEV.user_pool_client_id,
        "IdentityPoolId": DEV.identity_pool_id,
    },
    "sample-dev-api": {"ApiUrl": DEV.api_url},
}
ACME = {name.replace("sample", "acme"): outputs for name, outputs in FILE.items()}
FACTS = Facts(
    sign_up_enabled=True,
    countries=("DE", "US"),
    test_numbers=(),
    password_policy={
        "MinimumLength": 12,
        "RequireNumbers": True,
        "RequireLowercase": True,
        "RequireUppercase": True,
        "RequireSymbols": False,
        "TemporaryPasswordValidityDays": 1,
    },
    mfa_configuration="OPTIONAL",
    mfa_methods=["TOTP"],
    username_attributes=["phone_number"],
    verified_attributes=["phone_number"],
    required_attributes=["name", "phone_number"],
    custom_attributes={
        "custom:team": Attribute(
            type="String", mutable=True, writable=True, minimum=0, maximum=256
        ),
        "custom:level": Attribute(type="Number", mutable=False, writable=False, minimum=1),
        "custom:since": Attribute(type="DateTime", mutable=True, writable=True),
    },
    groups={"admins": 0, "members": None},
    guest_access=True,
    protected=False,
)
# Cognito allows every letter, symbol and punctuation mark in the name of a group or an attribute.
HOSTILE_NAMES = [
    "it's",
    '"quoted"',
    "'''",
    "back\\slash",
    "</script><script>alert(1)</script>",
    "<!--",
    "${HOME}`id`$(id)",
    "line\nbreak",
    "\u2028\u2029",
    "#comment",
    "*/",
    "__proto__",
    "Ünïcödé 🦄",
]
HOSTILE = replace(
    FACTS,
    groups=dict.fromkeys(HOSTILE_NAMES, 1),
    custom_attributes={
        f"custom:{name}": Attribute(type="String", mutable=True, writable=False)
        for name in HOSTILE_NAMES
    },
)
# A pool of which there is nothing to say.
NOTHING = replace(
    FACTS,
    countries=(),
    mfa_configuration="OFF",
    mfa_methods=[],
    required_attributes=[],
    custom_attributes={},
    groups={},
    guest_access=False,
)


def deployed(stacks: object, stage: str = "dev") -> None:
    """Leave an outputs file."""
    Path("outputs").mkdir(exist_ok=True)
    text = stacks if isinstance(stacks, str) else json.dumps(stacks)
    Path(f"outputs/{stage}.json").write_text(text, encoding="utf-8")


def sentence(result: tuple[int, str, str], code: int = 1) -> str:
    """The one line of a failure that printed nothing else."""
    assert (result[0], result[1]) == (code, "")
    assert result[2].startswith("error: ")
    assert result[2].endswith(".\n")
    assert result[2].count("\n") == 1
    return result[2]
