"""How old the last backup is."""

from datetime import UTC, datetime, timedelta

from ..case import Case
from ..finding import Findings, amber, green, red

OLD = timedelta(days=2)
TOO_OLD = timedelta(days=7)
_BUCKET = "AWS::S3::Bucket"
_MANIFEST = "/manifest.json"  # of a night, written last: one without it is not whole


def age(case: Case) -> Findings:
    """The newest whole backup of the backup stack is not old."""
    stack = f"{case.deployed.outputs.project}-{case.stage}-backup"
    if stack not in case.stacks:
        yield amber(
            "last backup",
            f"there is no stack {stack}: a deleted user is gone for good",
            f"turn backups on in stages.py (docs/settings.md), then run `{case.deploy}`",
        )
        return
    newest = _newest(case, stack)
    run_one = "see the log of the stack's function, and run it by hand"
    if newest is None:
        yield red("last backup", f"{stack} holds none that is whole", run_one)
        return
    since = datetime.now(UTC) - newest
    sentence = f"{newest:%Y-%m-%d %H:%M} UTC, {_told(since)} ago"
    if since > TOO_OLD:
        yield red("last backup", sentence, run_one)
    elif since > OLD:
        yield amber("last backup", sentence, run_one)
    else:
        yield green("last backup", sentence)


def _newest(case: Case, stack: str) -> datetime | None:
    """Return when the newest manifest was written, if there is one."""
    pages = case.client("s3").get_paginator("list_objects_v2")
    written: list[datetime] = [
        found["LastModified"]
        for resource in case.resources(stack)
        if resource["ResourceType"] == _BUCKET
        for page in pages.paginate(Bucket=resource["PhysicalResourceId"])
        for found in page.get("Contents", [])
        if found["Key"].endswith(_MANIFEST)
    ]
    return max(written, default=None)


def _told(since: timedelta) -> str:
    hours = int(since.total_seconds() // 3600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004 - two days
