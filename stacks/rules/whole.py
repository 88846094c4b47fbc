"""What holds for a stage as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage

# How no SSM parameter's name may begin ("Creating Parameter Store parameters", naming constraints),
# and no bucket's ("General purpose bucket naming rules"): both begin with the project's.
RESERVED_STARTS = ("aws", "ssm", "amzn-s3-demo-", "sthree-", "xn--")
TEXTS_PER_ADDRESS = range(10, 1001)
HOURS = range(24)
KEPT_DAYS = range(1, 366)


@rule("name", "project")
def _names(stage: Stage) -> Iterator[str]:
    for setting in ("name", "project"):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", value := getattr(stage, setting)):
            yield (
                f"{setting} is {value!r}: use a letter, then up to 30 lower-case letters, digits "
                "and hyphens, for it becomes part of the stack names"
            )
    for start in RESERVED_STARTS:
        if stage.project.startswith(start):
            yield (
                f"project is {stage.project!r}: AWS keeps names that begin with {start!r} for "
                "itself, and refuses parameters or buckets of such a name; choose another"
            )


@rule(
    "protection.retain",
    "cloud.user_notification_log",
    "cloud.bootstrap_roles",
    "cloud.tls",
    "cloud.public",
    "cloud.metric_math",
)
def _protected(stage: Stage) -> Iterator[str]:
    if not stage.protection.retain:
        return
    for setting in ("user_notification_log", "bootstrap_roles", "tls", "public", "metric_math"):
        if not getattr(stage.cloud, setting):
            yield (
                f"cloud.{setting} is off, which is for the local cloud and not for a protected "
                "stage: set it to True"
            )


@rule("cloud.bootstrap_roles", "cloud.public")
def _this_machine_alone(stage: Stage) -> Iterator[str]:
    if stage.cloud.bootstrap_roles and not stage.cloud.public:
        yield (
            "cloud.public is off while cloud.bootstrap_roles is on, and what `cdk bootstrap` has "
            "prepared is reached by others than this machine: set public to True"
        )


@rule("protection.texts_per_address")
def _texts_per_address(stage: Stage) -> Iterator[str]:
    if (limit := stage.protection.texts_per_address) not in TEXTS_PER_ADDRESS:
        yield (
            f"protection.texts_per_address is {limit}: use 10 (WAF's least) to 1000 (more would "
            "limit nobody)"
        )


@rule("backup.second_factors", "sign_in.mfa")
def _second_factors(stage: Stage) -> Iterator[str]:
    if stage.backup.second_factors and stage.sign_in.mfa == "OFF":
        yield (
            "backup.second_factors is on and sign_in.mfa is OFF: nobody has one, and to ask costs"
            " as much; turn it off"
        )


@rule("backup.start_hour", "backup.kept_days")
def _backup(stage: Stage) -> Iterator[str]:
    if (hour := stage.backup.start_hour) not in HOURS:
        yield f"backup.start_hour is {hour}: use 0 to 23, in UTC"
    if (days := stage.backup.kept_days) not in KEPT_DAYS:
        yield (
            f"backup.kept_days is {days}: use 1 to 365 (ours: whoever is deleted from the pool"
            " stays in its backups for so long)"
        )
