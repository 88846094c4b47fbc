"""What holds for the account and the region of a stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage

SEOUL, TOKYO = "ap-northeast-2", "ap-northeast-1"
# The region that Cognito knows besides a pool's own for its texts (Cognito developer guide, "SMS
# message settings", "Legacy Amazon SNS alternate Region"); for Seoul it is the only one.
ALTERNATE_SMS_REGIONS = {
    "us-east-2": "us-east-1",
    "ap-south-1": "ap-southeast-1",
    SEOUL: TOKYO,
    "ca-central-1": "us-east-1",
    "eu-central-1": "eu-west-1",
    "eu-west-2": "eu-west-1",
}


@rule("account", "region")
def _environment(stage: Stage) -> Iterator[str]:
    if stage.account is not None and not re.fullmatch(r"[0-9]{12}", stage.account):
        yield f"account is {stage.account!r}: write its 12 digits as text, or None"
    if stage.region is not None and not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-[0-9]", stage.region):
        yield f"region is {stage.region!r}: write it like 'eu-central-1', or None"


@rule("region", "sms.region")
def _sms_region(stage: Stage) -> Iterator[str]:
    own, texting = stage.region, stage.sms.region
    if own == SEOUL and texting != TOKYO:
        yield f"sms.region is {texting!r}: set it to {TOKYO!r}, from where Cognito in Seoul texts"
    elif texting is not None and own is None:
        yield f"sms.region is {texting!r} while region is None: set region too, or neither"
    elif texting is not None and own is not None:
        known = [own, *[a for r, a in ALTERNATE_SMS_REGIONS.items() if r == own]]
        if texting not in known:
            yield (
                f"sms.region is {texting!r}: a pool in {own} texts from {' or '.join(known)} "
                "alone; use that, or None"
            )
