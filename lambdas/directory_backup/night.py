"""A night: which one it is, and how a run goes on with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from directory.export import Export, Step
from directory_backup.keeping import Folder, Progress
from directory_backup.settings import Settings

# Of the users whom one part has, and whom an interruption costs: a minute or two of requests.
PART_RECORDS = 5000


def night_of(now: datetime, start_hour: int) -> date:
    """Return the night that has begun last, by the date of its beginning in UTC."""
    return (now.astimezone(UTC) - timedelta(hours=start_hour)).date()


def go_on(
    cognito: Any, settings: Settings, folder: Folder, *, has_time: Callable[[], bool]
) -> bool:
    """Go on with a night until it is whole, or the time is up.

    Args:
        cognito: a client, whose requests keep to the quotas.
        settings: what is read.
        folder: the night's.
        has_time: whether there is time for one more page.

    Returns:
        Whether it is whole.

    Raises:
        OvertakenError: another run goes on with it.
        ClientError: Cognito or S3 refuses, and the next run goes on; where Cognito no longer knows
            the token of the last one, from the beginning.
    """
    progress = folder.progress()
    if progress is None:
        progress = _begun(folder)
    export = Export(
        cognito,
        settings.pool_id,
        began=progress.began,
        second_factors=settings.second_factors,
    )
    try:
        if not _read(export, folder, progress, has_time):
            return False
    except ClientError as error:
        # Of that the parameter can be the token alone.
        if error.response["Error"]["Code"] == "InvalidParameterException":
            _begun(folder)
        raise
    folder.finish(settings, datetime.now(UTC))
    return True


def _begun(folder: Folder) -> Progress:
    progress = Progress(began=datetime.now(UTC).replace(microsecond=0))
    folder.save(progress)
    return progress


def _read(export: Export, folder: Folder, progress: Progress, has_time: Callable[[], bool]) -> bool:
    """Read and keep as long as there is time; tell whether all is kept."""
    steps: list[Step] = []
    for step in export.steps(progress.last):
        steps.append(step)
        if not has_time():
            folder.add(steps)
            return False
        if sum(len(one["records"]) for one in steps) >= PART_RECORDS:
            folder.add(steps)
            steps = []
    if steps:
        folder.add(steps)
    return True
