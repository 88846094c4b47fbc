"""Stages for the tests of the templates, which no edit of `stages.py` changes.

`VARIANT` is unlike ours in all that a stage may choose; `REFERENCE` has every control on, for the
proofs that an assertion fails without its control.
"""

from dataclasses import replace

from aws_cdk.aws_logs import RetentionDays

from stacks.stage import CustomAttribute, Group, PasswordPolicy, Stage, Throttling, TokenLifetimes

REFERENCE = Stage(
    name="reference",
    allowed_countries=("DE", "US"),
    custom_attributes=(
        CustomAttribute(name="company", min_value=0, max_value=256),
        CustomAttribute(name="plan", max_value=20, written_by="operator"),
    ),
    groups=(Group(name="admins", description="May administer", precedence=0),),
    cors_origins=("https://app.example.com",),
    throttling=Throttling(rate=100, burst=200),
    web_firewall=True,
    tracing=True,
    sms_monthly_limit_usd=1,
)

VARIANT = replace(
    REFERENCE,
    name="variant",
    project="other-name",
    account="123456789012",
    region="eu-central-1",
    sign_up_enabled=False,
    test_numbers=("+14155550100", "+14155550101"),
    sms_message="{####} is your code",
    custom_attributes=(
        CustomAttribute(name="seats", type="Number", min_value=1, max_value=50, mutable=False),
        CustomAttribute(name="level", type="Number", written_by="operator"),
        CustomAttribute(name="since", type="DateTime"),
        CustomAttribute(name="note"),
    ),
    groups=(),
    password=PasswordPolicy(min_length=15, character_classes=False),
    mfa="REQUIRED",
    mfa_methods=("SMS", "TOTP"),
    account_recovery="ADMIN_ONLY",
    tokens=TokenLifetimes(access_minutes=5, id_minutes=10, refresh_days=1),
    feature_plan="PLUS",
    guest_access=False,
    cors_origins=("https://a.example.com", "https://b.example.com:8443"),
    web_firewall=False,
    tracing=False,
    sms_monthly_limit_usd=None,
    log_retention=RetentionDays.TWO_WEEKS,
    protected=False,
    user_notification_log=False,
)
