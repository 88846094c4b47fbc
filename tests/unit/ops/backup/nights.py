"""Nights of the scheduled backup in a bucket, and their way into a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from directory_backup.keeping import Folder, Progress
from directory_backup.settings import Settings
from ops.backup.fetching import fetch
from ops.desk.audit import Audit
from ops.desk.pool import Pool
from tests.unit.ops.backup.files import HEADER, PASSPHRASE, STEPS
from tests.unit.ops.samples import DEV

BUCKET = "backups"
SETTINGS = Settings(
    pool_id=HEADER.pool_id, second_factors=True, bucket=BUCKET, start_hour=1, namespace="x"
)


def keep(s3: Any, date: str, *, whole: bool = True) -> None:
    """Write a night of two parts."""
    folder = Folder(s3, BUCKET, f"directory/{date}")
    folder.save(Progress(datetime.fromisoformat(f"{date}T01:00:00+00:00")))
    folder.add(STEPS[:2])
    folder.add(STEPS[2:])
    if whole:
        folder.finish(SETTINGS, datetime.now(UTC))


def fetched(pool: Pool, file: Path, **where: str) -> None:
    audit = Audit(caller="arn:aws:iam::1:user/x", stage=DEV.stage, pool_id=HEADER.pool_id)
    fetch(pool, audit, file, lambda: PASSPHRASE, **where)
