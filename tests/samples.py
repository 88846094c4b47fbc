"""Stages for the tests of the templates, which no edit of `stages.py` breaks.

`VARIANT` is unlike ours in all that a stage may choose; `REFERENCE` has every control on, for the
proofs that an assertion fails without its control.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aws_cdk.aws_logs import RetentionDays

from stacks.settings import (
    ApiAccess,
    Backup,
    Cloud,
    CustomAttribute,
    Group,
    Observation,
    PasswordPolicy,
    Protection,
    SignIn,
    SignUp,
    Sms,
    Support,
    Throttling,
    TokenLifetimes,
    Users,
)
from stacks.stage import Stage
from stages import STAGES


def _with_the_projects(*groups: Group) -> tuple[Group, ...]:
    """These groups, and those that the routes of this project may name."""
    named = {group.name: group for stage in STAGES.values() for group in stage.users.groups}
    return tuple((named | {group.name: group for group in groups}).values())


REFERENCE = Stage(
    name="reference",
    sign_up=SignUp(allowed_countries=("DE", "US")),
    sms=Sms(monthly_limit_usd=1),
    users=Users(
        custom_attributes=(
            CustomAttribute(name="company", min_value=0, max_value=256),
            CustomAttribute(name="plan", max_value=20, written_by="operator"),
        ),
        groups=_with_the_projects(Group(name="clerks", description="May sell", precedence=3)),
        default_group="clerks",
    ),
    support=Support(role=True),
    backup=Backup(nightly=True),
    api=ApiAccess(
        cors_origins=("https://app.example.com",), throttling=Throttling(rate=100, burst=200)
    ),
    protection=Protection(web_firewall=True),
    observation=Observation(tracing=True, monitoring=True),
)

VARIANT = Stage(
    name="variant",
    project="other-name",
    account="123456789012",
    region="eu-central-1",
    sign_up=SignUp(
        allowed_countries=("DE", "US"),
        enabled=False,
        test_numbers=("+14155550100", "+14155550101"),
    ),
    sign_in=SignIn(
        password=PasswordPolicy(min_length=15, character_classes=False),
        mfa="REQUIRED",
        mfa_methods=("SMS", "TOTP"),
        account_recovery="ADMIN_ONLY",
        tokens=TokenLifetimes(access_minutes=5, id_minutes=10, refresh_days=1),
        feature_plan="PLUS",
    ),
    sms=Sms(message="{####} is your code", region="eu-west-1", monthly_limit_usd=5),
    users=Users(
        custom_attributes=(
            CustomAttribute(name="seats", type="Number", min_value=1, max_value=50, mutable=False),
            CustomAttribute(name="level", type="Number", written_by="operator"),
            CustomAttribute(name="since", type="DateTime"),
            CustomAttribute(name="note"),
        ),
        groups=_with_the_projects(),
    ),
    support=Support(role=True, principal="arn:aws:iam::123456789012:role/support-desk"),
    api=ApiAccess(
        cors_origins=("https://a.example.com", "https://b.example.com:8443"),
        throttling=Throttling(rate=100, burst=200),
        guests=False,
    ),
    protection=Protection(retain=False, web_firewall=True, texts_per_address=100),
    backup=Backup(nightly=True, start_hour=23, kept_days=7, second_factors=True),
    observation=Observation(log_retention=RetentionDays.TWO_WEEKS),
    cloud=Cloud(user_notification_log=False),
)


def changed(stage: Stage, changes: Mapping[str, Any]) -> Stage:
    """A stage with some settings changed, each named by its path, such as `sign_in.mfa`."""
    for path, value in changes.items():
        group, _, name = path.partition(".")
        new = replace(getattr(stage, group), **{name: value}) if name else value
        stage = replace(stage, **{group: new})
    return stage
