"""What of a stage costs money is read from its templates."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.cost.resource_types import FREE, PRICED
from ops.cost.stage import Billed, billed
from ops.deployment.assembly import read
from ops.deployment.stack import Stack
from ops.errors import OpsError
from stages import STAGES
from tests.samples import REFERENCE, VARIANT


@pytest.fixture(scope="module")
def reference(samples: Mapping[str, Path]) -> Billed:
    return billed(read(samples[REFERENCE.name], REFERENCE.name))


def _stacks(**resources: Mapping[str, Any]) -> Mapping[str, Stack]:
    gate = {"Environment": {"Variables": {"ALLOWED_COUNTRIES": "DE"}}}
    found = {
        "Pool": {"Type": "AWS::Cognito::UserPool"},
        "Gate": {"Type": "AWS::Lambda::Function", "Properties": gate},
        **resources,
    }
    return {"one": Stack(template={"Resources": found}, termination_protection=False)}


def test_the_stage_with_every_control_is_read_whole(reference: Billed) -> None:
    # What is only counted has a test of its own.
    uncounted = replace(
        reference,
        alarms=0,
        dashboards=0,
        keys=0,
        custom_metrics=0,
        backup_days=None,
        backup_asks_each=False,
    )
    assert uncounted == Billed(
        plan="ESSENTIALS",
        self_sign_up=True,
        countries=("DE", "US"),
        recovery_by_phone=True,
        sms_factor="OFF",
        totp_factor=True,
        monthly_limit_usd=1,
        texts_per_address=REFERENCE.protection.texts_per_address,
        pool_acls=1,
        api_acls=1,
        waf_rules=4,
        api_rate=100,
        tracing=True,
        log_months=1,
        memory_mb=256,
    )


def test_a_stage_that_chose_otherwise_is_read_otherwise(samples: Mapping[str, Path]) -> None:
    variant = billed(read(samples[VARIANT.name], VARIANT.name))
    assert variant.plan == VARIANT.sign_in.feature_plan
    assert variant.self_sign_up is VARIANT.sign_up.enabled
    assert variant.countries == VARIANT.sign_up.allowed_countries
    assert variant.recovery_by_phone is (VARIANT.sign_in.account_recovery == "PHONE")
    assert (variant.sms_factor != "OFF") is ("SMS" in VARIANT.sign_in.mfa_methods)
    assert variant.monthly_limit_usd == VARIANT.sms.monthly_limit_usd
    assert (variant.texts_per_address is not None) is VARIANT.protection.web_firewall


@pytest.mark.parametrize("name", STAGES)
def test_somebody_has_said_of_each_type_of_resource_what_it_costs(
    name: str, assemblies: Mapping[str, Path]
) -> None:
    """A new type goes into PRICED with a line of the bill, or into FREE."""
    assert billed(read(assemblies[name], name)).unpriced == ()
    assert {*PRICED} & {*FREE} == set()


def test_a_type_of_which_nobody_has_said_it_is_named() -> None:
    stage = billed(_stacks(Lake={"Type": "AWS::Lake::Boat"}))
    assert stage.unpriced == ("AWS::Lake::Boat",)


def test_alarms_dashboards_keys_and_metrics_of_ones_own_are_counted() -> None:
    own = {"Namespace": "acme/dev", "MetricName": "Age"}
    aws = {"Namespace": "AWS/SNS", "MetricName": "SMSMonthToDateSpentUSD"}
    ratio = [
        {"Expression": "a / b", "Id": "ratio"},
        {"MetricStat": {"Metric": own}, "Id": "a"},
        {"MetricStat": {"Metric": aws}, "Id": "b"},
    ]
    stage = billed(
        _stacks(
            One={"Type": "AWS::CloudWatch::Alarm", "Properties": own},
            Two={"Type": "AWS::CloudWatch::Alarm", "Properties": own},
            Ratio={"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": ratio}},
            Board={"Type": "AWS::CloudWatch::Dashboard"},
            Key={"Type": "AWS::KMS::Key"},
            Filter={
                "Type": "AWS::Logs::MetricFilter",
                "Properties": {
                    "MetricTransformations": [{"MetricNamespace": "acme/dev", "MetricName": "Bad"}]
                },
            },
        )
    )
    assert (stage.alarms, stage.dashboards, stage.keys, stage.custom_metrics) == (4, 1, 1, 2)


@pytest.mark.parametrize("asks", ["cognito-idp:AdminGetUser", "cognito-idp:ListUsers"])
def test_a_backup_that_asks_for_each_user_is_told_from_one_that_lists_them(asks: str) -> None:
    policy = {"PolicyDocument": {"Statement": [{"Action": [asks]}, {"Action": "s3:PutObject"}]}}
    days = {"LifecycleConfiguration": {"Rules": [{"ExpirationInDays": 35}]}}
    stage = billed(
        _stacks(
            Bucket={"Type": "AWS::S3::Bucket", "Properties": days},
            Policy={"Type": "AWS::IAM::ManagedPolicy", "Properties": policy},
        )
    )
    assert stage.backup_days == 35
    assert stage.backup_asks_each is asks.endswith("AdminGetUser")


def test_support_that_asks_for_users_is_no_backup() -> None:
    policy = {"PolicyDocument": {"Statement": [{"Action": ["cognito-idp:AdminGetUser"]}]}}
    stage = billed(_stacks(Policy={"Type": "AWS::IAM::ManagedPolicy", "Properties": policy}))
    assert not stage.backup_asks_each


def test_without_a_pool_or_a_gate_there_is_no_bill() -> None:
    with pytest.raises(OpsError, match="the stage has 0 user pools"):
        billed({"one": Stack(template={}, termination_protection=False)})
    bare = {"Pool": {"Type": "AWS::Cognito::UserPool"}}
    with pytest.raises(OpsError, match="which countries may be texted"):
        billed({"one": Stack(template={"Resources": bare}, termination_protection=False)})
