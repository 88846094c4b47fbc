"""JavaScript clients that have a settings file of the deployed stage local, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ops.people.person import new_password
from tests.deployment import Deployment
from tests.live.clients import Settings
from tests.node import CONSUMERS, NODE, said


@pytest.fixture
def journey(
    settings: Settings, tmp_path: Path, new_phone_number: Callable[[], str]
) -> Callable[[str, str, str], Any]:
    """Send a new person through a client that knows the settings file alone; gives what it saw."""

    def go(client: str, format_: str, file: str) -> Any:
        (tmp_path / file).write_text(settings(format_))
        person = {
            "phone": new_phone_number(),
            "password": new_password(),
            "nextPassword": new_password(),
            "name": "Ada Example",
        }
        seen = said(NODE, CONSUMERS / client, tmp_path / file, given=person)
        seen["phone"] = person["phone"]
        return seen

    return go


@pytest.mark.parametrize(
    ("format_", "file"),
    [("amplify-ts", "amplify-config.ts"), ("amplify", "amplify_outputs.json")],
)
def test_aws_amplify_goes_from_sign_up_to_sign_out(
    journey: Any, deployment: Deployment, format_: str, file: str
) -> None:
    seen = journey("amplify.mjs", format_, file)
    assert ("guest" in seen) is deployment.facts.guest_access
    assert not seen.get("guest", {}).get("authenticated")
    assert seen["signUp"] == "CONFIRM_SIGN_UP"
    assert seen["wrongCode"] == "CodeMismatchException"
    assert seen["confirmed"] is True
    assert seen["wrongPassword"] == "NotAuthorizedException"
    assert seen["signIn"] == "DONE"
    assert seen["me"]["phone_number"] == seen["phone"]
    assert seen["me"].items() >= seen["attributes"].items()
    assert seen["user"]["authenticated"] is True
    assert seen["name"] == "Grace Example"
    assert seen["refreshed"] is True
    assert seen["signedOut"] is True
    assert seen["reset"] == "CONFIRM_RESET_PASSWORD_WITH_CODE"
    assert seen["signInAfterReset"] == "DONE"


def test_amazon_cognito_identity_js_goes_from_sign_up_to_sign_out(journey: Any) -> None:
    seen = journey("cognito-identity.mjs", "aws-exports", "aws-exports.js")
    assert seen["confirmedBySignUp"] is False
    assert seen["wrongCode"] == "CodeMismatchException"
    assert seen["confirmed"] == "SUCCESS"
    assert seen["wrongPassword"] == "NotAuthorizedException"
    assert seen["tokenUse"] == "id"
    assert seen["me"]["status"] == 200
    assert seen["me"]["claims"]["phone_number"] == seen["phone"]
    assert seen["name"] == "Grace Example"
    assert seen["refreshed"] is True
    assert seen["signInAfterReset"] is True
    assert seen["signedOut"] == "SUCCESS"
