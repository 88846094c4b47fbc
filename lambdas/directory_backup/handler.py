"""What the schedule invokes, every quarter of an hour: go on with the night, if it is not whole.

Of the directory, only numbers reach the log.
"""

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from botocore.config import Config

from directory.pacing import Pacer
from directory_backup.keeping import PREFIX, Folder, OvertakenError
from directory_backup.night import go_on, night_of
from directory_backup.settings import Settings, read_settings

METRIC = "BackupAge"
# For what a page may take, which waits where Cognito's quota is used up, and for the last part.
MARGIN_MILLIS = 90_000
# Cognito says TooManyRequestsException where the account's quota is used up: botocore's standard
# mode counts it as throttling, waits longer each time, and tries again.
PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 8})

logger = Logger("directory_backup")


def lambda_handler(_event: object, context: Any) -> dict[str, Any]:
    """Go on with the night that has begun last, and say how old the last whole backup is.

    Returns:
        The night, and whether it is whole.

    Raises:
        ClientError: Cognito or S3 refuses; the next run goes on.
    """
    settings, now = read_settings(os.environ), datetime.now(UTC)
    night = night_of(now, settings.start_hour)
    folder = _folder(settings, night)
    try:
        if not folder.finished():
            go_on(
                _cognito(),
                settings,
                folder,
                has_time=lambda: context.get_remaining_time_in_millis() > MARGIN_MILLIS,
            )
    except OvertakenError:
        logger.warning("Another run goes on with this night", extra={"night": night})
    finally:
        # Also where this run failed: that there is an older backup remains true.
        whole = _tell_age(settings, now)
    logger.info("The night's backup", extra={"night": night, "whole": whole})
    return {"night": f"{night}", "whole": whole}


def _tell_age(settings: Settings, now: datetime) -> bool:
    """Write the metric into the log, from where CloudWatch takes it; without a backup, nothing.

    Returns:
        Whether the night that has begun last is whole.
    """
    tonight = night_of(now, settings.start_hour)
    for night in (tonight, tonight - timedelta(days=1)):
        if ended := _folder(settings, night).finished():
            with single_metric(
                name=METRIC,
                unit=MetricUnit.Seconds,
                value=max(0, (datetime.now(UTC) - ended).total_seconds()),
                namespace=settings.namespace,
            ):
                return night == tonight
    return False


def _folder(settings: Settings, night: object) -> Folder:
    return Folder(_s3(), settings.bucket, f"{PREFIX}/{night}")


@cache
def _s3() -> Any:
    return boto3.client("s3", config=PATIENT)


@cache
def _cognito() -> Any:
    client = boto3.client("cognito-idp", config=PATIENT)
    Pacer().pace(client)
    return client
