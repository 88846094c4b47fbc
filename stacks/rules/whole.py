"""What holds for a stage as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage


@rule("name", "project")
def _names(stage: Stage) -> Iterator[str]:
    for setting in ("name", "project"):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", value := getattr(stage, setting)):
            yield (
                f"{setting} is {value!r}: use a letter, then up to 30 lower-case letters, digits "
                "and hyphens, for it becomes part of the stack names"
            )


@rule("account", "region")
def _environment(stage: Stage) -> Iterator[str]:
    if stage.account is not None and not re.fullmatch(r"[0-9]{12}", stage.account):
        yield f"account is {stage.account!r}: write its 12 digits as text, or None"
    if stage.region is not None and not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-[0-9]", stage.region):
        yield f"region is {stage.region!r}: write it like 'eu-central-1', or None"


@rule("name", "protection.retain", "cloud.user_notification_log", "cloud.bootstrap_roles")
def _prod(stage: Stage) -> Iterator[str]:
    if stage.name != "prod":
        return
    if not stage.protection.retain:
        yield "prod is not protected: set protection.retain=True, or one deletion loses every user"
    if not stage.cloud.user_notification_log:
        yield (
            "prod has cloud.user_notification_log off, which is for the local cloud: set it to True"
        )
    if not stage.cloud.bootstrap_roles:
        yield "prod has cloud.bootstrap_roles off, which is for the local cloud: set it to True"
