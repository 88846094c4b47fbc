"""Fetch: a night of the scheduled backup, from its bucket into a file as an export makes it.

So an import reads one kind of file, and nobody's number lies on a disk in the clear.
"""

import os
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from botocore.exceptions import ClientError

from ..desk.audit import Audit
from ..desk.pool import Pool
from ..errors import RefusedError
from .header import Header
from .nights import Night, Nights
from .progress import Progress
from .writing import BackupWriter


def fetch(
    pool: Pool,
    audit: Audit,
    path: Path,
    passphrase: Callable[[], str],
    *,
    bucket: str | None = None,
    date: str | None = None,
) -> None:
    """Write a night to a new file.

    Args:
        pool: of the stage, whose bucket it is.
        audit: gets one line: that the directory was copied.
        path: of the file, which must not be there yet.
        passphrase: asks for it, once it is known that the file can be written.
        bucket: another one: that of a stack that is gone.
        date: of the night; None: the newest that is whole.

    Raises:
        RefusedError: there is no such night, the file cannot be made, or an earlier run began it
            with another night.
        OpsError: the night is not what was written.
    """
    nights = Nights(pool.session.client("s3"), bucket or _bucket(pool))
    night = nights.find(date)
    print(f"The night {night.date}, user pool {night.pool_id}.", flush=True)
    with BackupWriter(path, _header(pool, night)) as writer:
        if writer.header.moment != night.began or writer.header.pool_id != night.pool_id:
            raise RefusedError(
                f"{writer.part} was begun with another night: remove it, or name another file."
            )
        with audit.change("backup-fetch", None):
            checksum = _fill(writer, nights, night, passphrase())
    print(f"Written to {path}, for its owner's eyes alone (mode 600).")
    print(f"SHA-256 {checksum}")
    print("`python -m ops backup import` restores it, by the passphrase.")


def _bucket(pool: Pool) -> str:
    """Return the bucket of the stage's backups.

    Raises:
        RefusedError: it has none.
    """
    outputs = pool.outputs
    try:
        found = pool.session.client("ssm").get_parameter(
            Name=f"/{outputs.project}/{outputs.stage}/BackupBucket"
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ParameterNotFound":
            raise
        raise RefusedError(
            f"stage {outputs.stage} has no scheduled backup: set backup.nightly in stages.py and"
            " deploy, or name the bucket of a stack that is gone by --bucket."
        ) from error
    name: str = found["Parameter"]["Value"]
    return name


def _header(pool: Pool, night: Night) -> Header:
    return Header(
        project=pool.outputs.project,
        stage=pool.outputs.stage,
        region=pool.outputs.region,
        pool_id=night.pool_id,
        began=night.began.isoformat(timespec="seconds"),
        salt=os.urandom(16).hex(),
        second_factors=night.second_factors,
    )


def _fill(writer: BackupWriter, nights: Nights, night: Night, passphrase: str) -> str:
    """Write all steps that are not there yet, and return the file's checksum."""
    there: list[None] = []
    writer.begin(passphrase, lambda _content: there.append(None))
    progress = Progress()
    progress.begin("records", f" of {sum(part.records for part in night.parts):,}")
    for step in islice(nights.steps(night), len(there), None):
        writer.add(step)
        progress.add(len(step["records"]))
    progress.end()
    return writer.finish(None)
