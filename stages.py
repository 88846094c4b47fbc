"""The stages of this project: edit here what local, dev and prod are.

Every setting is described in `stacks/stage.py`. Three rules keep the users where they are: never
rename a deployed stage or project, never remove or change a deployed custom attribute, and add new
attributes at the end.
"""

from dataclasses import replace

from aws_cdk.aws_logs import RetentionDays

from stacks.stage import CustomAttribute, Group, Stage, Throttling

_DEV = Stage(
    name="dev",
    allowed_countries=("DE", "GB", "US"),
    custom_attributes=(
        CustomAttribute(name="company", min_value=0, max_value=256),
        # The user's job as the user wrote it: shown, never trusted. Groups decide who may do what.
        CustomAttribute(name="role_name", min_value=0, max_value=256),
    ),
    groups=(
        Group(name="admins", description="May administer the application", precedence=0),
        Group(name="members", description="May use the application", precedence=10),
    ),
    # MiniStack's preflight names the first origin alone: the one where `make web` serves the page.
    cors_origins=("http://127.0.0.1:5173", "http://localhost:5173"),
    throttling=Throttling(rate=20, burst=40),
    protected=False,
)

_LOCAL = replace(
    _DEV,
    name="local",
    throttling=Throttling(rate=1000, burst=2000),
    log_retention=RetentionDays.ONE_DAY,
    user_notification_log=False,
    cli_credentials=True,
)

_PROD = replace(
    _DEV,
    name="prod",
    sms_monthly_limit_usd=1,
    cors_origins=("https://app.example.com",),
    throttling=Throttling(rate=100, burst=200),
    web_firewall=True,
    tracing=True,
    log_retention=RetentionDays.ONE_YEAR,
    protected=True,
)

STAGES = {stage.name: stage for stage in (_LOCAL, _DEV, _PROD)}
