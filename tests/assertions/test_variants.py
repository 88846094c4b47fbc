"""What a stage may turn on or off, it gets, and the finding that it answers is gone."""

from dataclasses import replace
from pathlib import Path

import pytest

from stages import STAGES
from tests.conftest import synthesized
from tests.templates import Template, acknowledged, load, of_type, one


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stage that is unlike ours in everything that one can choose: one synth for all."""
    strict = replace(
        STAGES["prod"],
        feature_plan="PLUS",
        mfa="REQUIRED",
        mfa_methods=("SMS", "TOTP"),
        account_recovery="ADMIN_ONLY",
        guest_access=False,
        sign_up_enabled=False,
    )
    return synthesized(strict, tmp_path_factory.mktemp("strict"))


@pytest.fixture(scope="module")
def pool(assembly: Path) -> Template:
    found: Template = one(load(assembly, "identity"), "AWS::Cognito::UserPool")
    return found


def test_the_plus_plan_brings_threat_protection(pool: Template) -> None:
    assert pool["UserPoolTier"] == "PLUS"
    assert pool["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}


def test_a_second_factor_can_be_demanded(pool: Template) -> None:
    assert pool["MfaConfiguration"] == "ON"
    assert set(pool["EnabledMfas"]) == {"SMS_MFA", "SOFTWARE_TOKEN_MFA"}


def test_recovery_can_be_left_to_an_operator(pool: Template) -> None:
    (mechanism,) = pool["AccountRecoverySetting"]["RecoveryMechanisms"]
    assert mechanism["Name"] == "admin_only"


def test_self_sign_up_can_be_closed(pool: Template) -> None:
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True


def test_without_guests_there_is_no_role_for_them(assembly: Path) -> None:
    identity, api = load(assembly, "identity"), load(assembly, "api")
    assert one(identity, "AWS::Cognito::IdentityPool")["AllowUnauthenticatedIdentities"] is False
    attachment = one(identity, "AWS::Cognito::IdentityPoolRoleAttachment")
    assert attachment["Roles"].keys() == {"authenticated"}
    policies = of_type(api, "AWS::IAM::ManagedPolicy").values()
    (callers,) = (p["Properties"]["Roles"] for p in policies if "Roles" in p["Properties"])
    assert len(callers) == 1


def test_what_is_turned_on_needs_no_acknowledgement(assembly: Path) -> None:
    rules = {rule for _, rule in acknowledged(assembly)}
    assert not rules & {"AwsSolutions-COG2", "AwsSolutions-COG7", "AwsSolutions-COG8"}
