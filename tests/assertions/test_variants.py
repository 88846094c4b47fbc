"""What a stage may turn on or off, it gets, and the finding that it answers is gone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stages import STAGES
from tests.conftest import synthesized
from tests.templates import Template, acknowledged, load, of_type, one

Variant = Callable[..., Path]


@pytest.fixture
def variant(tmp_path: Path) -> Variant:
    def synth(**changes: Any) -> Path:
        return synthesized(replace(STAGES["prod"], **changes), tmp_path)

    return synth


def _pool(assembly: Path) -> Template:
    pool: Template = one(load(assembly, "identity"), "AWS::Cognito::UserPool")
    return pool


def test_the_plus_plan_brings_threat_protection(variant: Variant) -> None:
    assembly = variant(feature_plan="PLUS")
    assert _pool(assembly)["UserPoolTier"] == "PLUS"
    assert _pool(assembly)["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}
    assert "AwsSolutions-COG8" not in {rule for _, rule in acknowledged(assembly)}


def test_a_second_factor_can_be_demanded(variant: Variant) -> None:
    assembly = variant(mfa="REQUIRED")
    assert _pool(assembly)["MfaConfiguration"] == "ON"
    assert "AwsSolutions-COG2" not in {rule for _, rule in acknowledged(assembly)}


def test_without_guests_there_is_no_role_for_them(variant: Variant) -> None:
    assembly = variant(guest_access=False)
    identity, api = load(assembly, "identity"), load(assembly, "api")
    pool = one(identity, "AWS::Cognito::IdentityPool")
    assert pool["AllowUnauthenticatedIdentities"] is False
    attachment = one(identity, "AWS::Cognito::IdentityPoolRoleAttachment")
    assert attachment["Roles"].keys() == {"authenticated"}
    policies = of_type(api, "AWS::IAM::ManagedPolicy").values()
    (callers,) = (p["Properties"]["Roles"] for p in policies if "Roles" in p["Properties"])
    assert len(callers) == 1
    assert "AwsSolutions-COG7" not in {rule for _, rule in acknowledged(assembly)}


def test_self_sign_up_can_be_closed(variant: Variant) -> None:
    config = _pool(variant(sign_up_enabled=False))["AdminCreateUserConfig"]
    assert config["AllowAdminCreateUserOnly"] is True


def test_recovery_can_be_left_to_an_operator(variant: Variant) -> None:
    pool = _pool(variant(account_recovery="ADMIN_ONLY", mfa_methods=("SMS", "TOTP")))
    (mechanism,) = pool["AccountRecoverySetting"]["RecoveryMechanisms"]
    assert mechanism["Name"] == "admin_only"
    assert set(pool["EnabledMfas"]) == {"SMS_MFA", "SOFTWARE_TOKEN_MFA"}
