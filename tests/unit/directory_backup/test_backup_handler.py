"""What the schedule invokes: a run that has nothing to do, its metric, and a log of numbers."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from directory_backup import handler
from directory_backup.handler import METRIC, lambda_handler
from directory_backup.night import night_of
from tests.unit.directory_backup.conftest import BUCKET

pytestmark = pytest.mark.usefixtures("s3")
Add = Callable[..., list[str]]


class Context:
    """What Lambda tells a function of its time."""

    def __init__(self, millis: int = 840_000) -> None:
        self._millis = millis

    def get_remaining_time_in_millis(self) -> int:
        """Return it, in Lambda's own words."""
        return self._millis


@pytest.fixture(autouse=True)
def environment(pool_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("USER_POOL_ID", pool_id)
    monkeypatch.setenv("SECOND_FACTORS", "true")
    monkeypatch.setenv("BUCKET", BUCKET)
    monkeypatch.setenv("START_HOUR", "1")
    monkeypatch.setenv("METRIC_NAMESPACE", "mine-dev-backup")
    handler._s3.cache_clear()
    handler._cognito.cache_clear()
    yield
    handler._s3.cache_clear()
    handler._cognito.cache_clear()


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the function logs, beside its metrics."""
    stream, handler_ = StringIO(), handler.logger.registered_handler
    assert isinstance(handler_, logging.StreamHandler)
    before = handler_.setStream(stream)
    yield stream
    handler_.setStream(before)


def metrics(said: str) -> list[Any]:
    return [line for text in said.splitlines() if "_aws" in (line := json.loads(text))]


def test_a_run_takes_the_backup_and_the_next_one_has_nothing_to_do(
    s3: Any, add_users: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    add_users(3)
    night = str(night_of(datetime.now(UTC), 1))
    assert lambda_handler({}, Context()) == {"night": night, "whole": True}
    objects = s3.list_object_versions(Bucket=BUCKET)["Versions"]
    assert lambda_handler({}, Context()) == {"night": night, "whole": True}
    assert s3.list_object_versions(Bucket=BUCKET)["Versions"] == objects
    first, second = metrics(capsys.readouterr().out)
    for metric in (first, second):
        (directive,) = metric["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == "mine-dev-backup"
        assert directive["Metrics"] == [{"Name": METRIC, "Unit": "Seconds"}]
        assert 0 <= metric[METRIC][0] < 60


def test_a_run_whose_time_is_up_says_so(add_users: Add) -> None:
    add_users(4)
    assert lambda_handler({}, Context(1000))["whole"] is False
    assert lambda_handler({}, Context())["whole"] is True


def test_without_any_backup_there_is_no_metric(
    add_users: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    add_users(4)
    lambda_handler({}, Context(1000))
    assert metrics(capsys.readouterr().out) == []


def test_the_night_before_counts_until_this_one_is_whole(
    s3: Any, add_users: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    add_users(4)
    before = night_of(datetime.now(UTC), 1) - timedelta(days=1)
    s3.put_object(Bucket=BUCKET, Key=f"directory/{before}/manifest.json", Body=b"{}")
    assert lambda_handler({}, Context(1000))["whole"] is False
    assert len(metrics(capsys.readouterr().out)) == 1


def test_a_failed_run_fails_and_says_how_old_the_last_backup_is(
    s3: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = night_of(datetime.now(UTC), 1) - timedelta(days=1)
    s3.put_object(Bucket=BUCKET, Key=f"directory/{before}/manifest.json", Body=b"{}")
    monkeypatch.setenv("USER_POOL_ID", "us-east-1_gone")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        lambda_handler({}, Context())
    assert len(metrics(capsys.readouterr().out)) == 1


def test_nothing_of_a_user_reaches_the_log(
    pool_id: str, capsys: pytest.CaptureFixture[str], log: StringIO
) -> None:
    secret = "+14155550123"
    boto3.client("cognito-idp").admin_create_user(
        UserPoolId=pool_id,
        Username="a-user-name",
        UserAttributes=[{"Name": "phone_number", "Value": secret}],
    )
    lambda_handler({}, Context())
    said = "".join([*capsys.readouterr(), log.getvalue()])
    assert '"whole":true' in said
    assert "a-user-name" not in said
    assert secret not in said


def test_what_the_stack_did_not_tell_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUCKET")
    with pytest.raises(KeyError, match="BUCKET"):
        lambda_handler({}, Context())
