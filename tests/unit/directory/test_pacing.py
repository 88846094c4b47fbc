"""Requests keep to half of Cognito's quotas, and are tried again where that was not enough."""

import time
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from directory.pacing import CATEGORIES, QUOTAS, SHARE, UPDATE, Pacer, TokenBucket
from ops.deployment.clouds import QUICK
from ops.desk.pool import PATIENT
from stacks.constructs.support_role import USERS


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Tell the seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the seconds pass."""
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize("rate", [12.5, 60])
def test_after_a_burst_of_a_second_requests_go_at_the_rate(clock: Clock, rate: float) -> None:
    bucket = TokenBucket(rate, clock=clock, sleep=clock.sleep)
    for _ in range(int(rate)):
        bucket.take()
    assert clock.now == 0
    for _ in range(100):
        bucket.take()
    assert clock.now == pytest.approx(100 / rate, abs=1 / rate)


def test_a_pause_saves_no_more_than_one_second_of_requests(clock: Clock) -> None:
    bucket = TokenBucket(10, clock=clock, sleep=clock.sleep)
    clock.now = 3600
    for _ in range(30):
        bucket.take()
    assert clock.now - 3600 == pytest.approx(2)


def test_every_request_waits_for_its_category_and_for_no_other(clock: Clock) -> None:
    client = offline(PATIENT)
    Pacer(lambda rate: TokenBucket(rate, clock=clock, sleep=clock.sleep)).pace(client)
    client.meta.events.register("before-send", lambda **_: answer(200))
    for _ in range(15):
        client.list_users(UserPoolId="eu-west-1_AbCdEfGhI")
        client.admin_get_user(UserPoolId="eu-west-1_AbCdEfGhI", Username="somebody")
    assert clock.now == 0
    client.list_users(UserPoolId="eu-west-1_AbCdEfGhI")
    assert clock.now == pytest.approx(1 / 15)


def test_the_pace_of_a_quota_that_is_used_up_slows_down_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    answers = [answer(400, "TooManyRequestsException")] * 5 + [answer(200)]
    client = offline(QUICK.merge(PATIENT))
    client.meta.events.register("before-send", lambda **_: answers.pop(0))
    client.list_users(UserPoolId="eu-west-1_AbCdEfGhI")
    assert answers == []
    assert len(slept) == 5


def test_each_operation_has_a_quota_and_the_strictest_where_it_is_not_known_better() -> None:
    assert set(CATEGORIES.values()) | {UPDATE} == set(QUOTAS)
    assert set(CATEGORIES) <= {*USERS, *offline(PATIENT).meta.service_model.operation_names}
    changes = set(USERS) - set(CATEGORIES)
    assert all(name.startswith("Admin") for name in changes)
    assert QUOTAS[UPDATE] == min(quota for name, quota in QUOTAS.items() if "Pool" not in name)
    assert SHARE == 0.5


class _Raw:
    """The body of an answer."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> list[bytes]:
        """Give it at once."""
        return [self._content]


def answer(status: int, code: str = "") -> AWSResponse:
    """What Cognito answers."""
    body = b'{"__type": "%s"}' % code.encode() if code else b"{}"
    return AWSResponse(
        "https://cognito-idp.eu-west-1.amazonaws.com/", status, HTTPHeaders(), _Raw(body)
    )


def offline(config: Config) -> Any:
    """A client that reaches nobody."""
    return boto3.client(
        "cognito-idp",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config,
    )
