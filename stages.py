"""The stages of this project: edit here what local, dev and prod are.

Every setting is described in `docs/settings.md`. Three rules keep the users where they are: never
rename a deployed stage or project, never remove or change a deployed custom attribute, and add new
attributes at the end.
"""

from dataclasses import replace

from aws_cdk.aws_logs import RetentionDays

from stacks.settings import (
    ApiAccess,
    Cloud,
    CustomAttribute,
    Delivery,
    Group,
    Observation,
    Protection,
    SignUp,
    Sms,
    Throttling,
    Users,
)
from stacks.stage import Stage, by_name

_DEV = Stage(
    name="dev",
    project="phone-auth",
    sign_up=SignUp(allowed_countries=("DE", "GB", "US")),
    users=Users(
        # What users write themselves is shown, never trusted: groups decide who may do what.
        custom_attributes=(
            CustomAttribute(name="company", min_value=0, max_value=256),
            CustomAttribute(name="role_name", min_value=0, max_value=256),
        ),
        groups=(
            Group(name="admins", description="May administer the application", precedence=0),
            Group(name="members", description="May use the application", precedence=10),
        ),
        default_group="members",
    ),
    api=ApiAccess(
        cors_origins=("http://127.0.0.1:5173", "http://localhost:5173"),
        throttling=Throttling(rate=20, burst=40),
    ),
    protection=Protection(retain=False),
)

_LOCAL = replace(
    _DEV,
    name="local",
    api=replace(_DEV.api, throttling=Throttling(rate=1000, burst=2000)),
    observation=Observation(log_retention=RetentionDays.ONE_DAY),
    cloud=Cloud(
        user_notification_log=False,
        bootstrap_roles=False,
        tls=False,
        public=False,
        metric_math=False,
    ),
)

_PROD = replace(
    _DEV,
    name="prod",
    sms=Sms(monthly_limit_usd=1),
    # Who joins which group is decided one by one there: python -m ops support add-to-group.
    users=replace(_DEV.users, default_group=None),
    api=ApiAccess(
        cors_origins=("https://app.example.com",), throttling=Throttling(rate=100, burst=200)
    ),
    protection=Protection(web_firewall=True),
    observation=Observation(log_retention=RetentionDays.ONE_YEAR, tracing=True, monitoring=True),
)

STAGES = by_name(_LOCAL, _DEV, _PROD)

# The repository on GitHub whose workflows deploy: docs/delivery.md.
DELIVERY: Delivery | None = None
