"""What holds for the account and the region of a stage."""

from __future__ import annotations

import os
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
# By how a region's name begins (botocore, `partitions.json`): why nothing can be deployed there.
_NO_USER_POOL = "has no Cognito user pools"
REFUSED_PARTITIONS = {
    "cn-": f"China (aws-cn) {_NO_USER_POOL}",
    "us-gov-": "in GovCloud (aws-us-gov) Cognito acts under other names than the roles here trust",
    "us-iso": f"an isolated partition (aws-iso, aws-iso-b, aws-iso-f) {_NO_USER_POOL}",
    "eu-iso": f"an isolated partition (aws-iso-e) {_NO_USER_POOL}",
    "eusc-": "nobody has proven the system in the European Sovereign Cloud (aws-eusc)",
}


@rule("account", "region")
def _environment(stage: Stage) -> Iterator[str]:
    if stage.account is not None and not re.fullmatch(r"[0-9]{12}", stage.account):
        yield f"account is {stage.account!r}: write its 12 digits as text, or None"
    if stage.region is not None and not re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-[0-9]", stage.region):
        yield f"region is {stage.region!r}: write it like 'eu-central-1', or None"


@rule("region")
def _partition(stage: Stage) -> Iterator[str]:
    region = _region(stage) or ""
    for start, reason in REFUSED_PARTITIONS.items():
        if region.startswith(start):
            whose = "region" if stage.region else "the credentials' region"
            yield f"{whose} is {region!r}, and {reason}: choose a region of the partition aws"


@rule("region", "sms.region")
def _sms_region(stage: Stage) -> Iterator[str]:
    own, texting = _region(stage), stage.sms.region
    if own == SEOUL and texting != TOKYO:
        yield f"sms.region is {texting!r}: set it to {TOKYO!r}, from where Cognito in Seoul texts"
    elif texting is not None and own is None:
        yield f"sms.region is {texting!r} and nobody says where the pool is: set region too"
    elif texting is not None and own is not None:
        known = [own, *[a for r, a in ALTERNATE_SMS_REGIONS.items() if r == own]]
        if texting not in known:
            yield (
                f"sms.region is {texting!r}: a pool in {own} texts from {' or '.join(known)} "
                "alone; use that, or None"
            )


def _region(stage: Stage) -> str | None:
    """Return where a stage goes; where it leaves that to the credentials, the CDK CLI knows."""
    return stage.region or os.environ.get("CDK_DEFAULT_REGION")
