"""What aws-amplify makes of the settings files, by the package that a frontend installs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.settings import formats
from tests.node import CONSUMERS, NODE, said
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, HOSTILE_NAMES

pytestmark = pytest.mark.npm


@pytest.fixture
def parsed(project: Path) -> Any:
    """What `parseAmplifyConfig` of aws-amplify makes of a settings file."""

    def parse(name: str, text: str) -> Any:
        (project / name).write_text(text, encoding="utf-8")
        return said(NODE, CONSUMERS / "parsed.mjs", project / name)

    return parse


AUTH = {
    "userPoolId": DEV.user_pool_id,
    "userPoolClientId": DEV.user_pool_client_id,
    "identityPoolId": DEV.identity_pool_id,
    "allowGuestAccess": True,
    "loginWith": {"email": False, "phone": True, "username": False},
    "mfa": {"status": "optional", "smsEnabled": False, "totpEnabled": True},
    "passwordFormat": {
        "minLength": 12,
        "requireLowercase": True,
        "requireNumbers": True,
        "requireSpecialCharacters": False,
        "requireUppercase": True,
    },
    "userAttributes": {"name": {"required": True}, "phone_number": {"required": True}},
}


def test_aws_amplify_reads_the_amplify_outputs(parsed: Any) -> None:
    groups = [{"admins": {"precedence": 0}}, {"members": {}}]
    read = parsed("amplify_outputs.json", formats.amplify(DEV, FACTS))
    assert read == {"Auth": {"Cognito": {**AUTH, "groups": groups}}}


def test_aws_amplify_reads_aws_exports_with_its_api(parsed: Any) -> None:
    read = parsed("aws-exports.js", formats.aws_exports(DEV, FACTS))
    endpoint = "https://abc123.execute-api.eu-west-1.amazonaws.com/v1"
    assert read == {
        "Auth": {"Cognito": AUTH},
        "API": {"REST": {"sample": {"endpoint": endpoint, "region": "eu-west-1"}}},
    }


@pytest.mark.parametrize("guest_access", [True, False])
def test_both_generations_of_amplify_agree_on_guests(parsed: Any, guest_access: bool) -> None:
    facts = replace(FACTS, guest_access=guest_access)
    new = parsed("amplify_outputs.json", formats.amplify(DEV, facts))
    old = parsed("aws-exports.js", formats.aws_exports(DEV, facts))
    assert new["Auth"]["Cognito"].get("allowGuestAccess", False) is guest_access
    assert old["Auth"]["Cognito"]["allowGuestAccess"] is guest_access


def test_aws_amplify_reads_hostile_group_names_as_they_are(parsed: Any) -> None:
    read = parsed("amplify_outputs.json", formats.amplify(DEV, HOSTILE))
    names = [name for group in read["Auth"]["Cognito"]["groups"] for name in group]
    assert names == HOSTILE_NAMES
