"""Who has confirmed joins the default group; a failure is told to everybody but the user.

The event is as Cognito documents it (developer guide, "Post confirmation Lambda trigger"), with a
user name and attributes as others have recorded them of pools whose user name is an alias. The
user pool is moto's; refusals and silence, of which it has none, are made.
"""

import copy
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from default_group import handler, joining
from default_group.handler import lambda_handler
from tests.conftest import ROOT

EVENT: dict[str, Any] = json.loads(
    (Path(__file__).parent / "events" / "post_confirmation.json").read_text()
)
GROUP, NAMESPACE = "members", "DefaultGroup"
PERSONAL = ("5f0c1a52", "+1415", "Ada", "the page")
FUNCTION_TIMEOUT = 4  # seconds: stacks/constructs/default_group.py
PAUSE = 1  # second: botocore's standard mode waits no longer before a second try

Told = Callable[[], list[str]]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment of the function, and a client of its own for each test."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "joins")
    monkeypatch.setenv("DEFAULT_GROUP", GROUP)
    monkeypatch.setenv("METRICS_NAMESPACE", NAMESPACE)
    joining.cognito.cache_clear()
    yield
    joining.cognito.cache_clear()


@pytest.fixture
def pool() -> Iterator[Any]:
    """A user pool with a group and a user; gives an event about them, and who is in the group."""
    with mock_aws():
        cognito = boto3.client("cognito-idp")
        pool_id = cognito.create_user_pool(PoolName="pool")["UserPool"]["Id"]
        cognito.create_group(UserPoolId=pool_id, GroupName=GROUP)
        user = EVENT["userName"]
        cognito.admin_create_user(UserPoolId=pool_id, Username=user)
        yield _Pool(cognito, pool_id)


class _Pool:
    def __init__(self, cognito: Any, pool_id: str) -> None:
        self.event = {**copy.deepcopy(EVENT), "userPoolId": pool_id}
        self.cognito, self._id = cognito, pool_id

    def members(self) -> list[str]:
        found = self.cognito.list_users_in_group(UserPoolId=self._id, GroupName=GROUP)
        return [user["Username"] for user in found["Users"]]

    def remove_the_group(self) -> None:
        self.cognito.delete_group(UserPoolId=self._id, GroupName=GROUP)


def _refusing(error: Exception) -> Any:
    return patch.object(botocore.client.BaseClient, "_make_api_call", side_effect=error)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Told:
    """Tell the failures that are in the log, each counted where the alarm reads, and by no name."""

    def failures() -> list[str]:
        metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        said = [str(vars(record)) for record in caplog.records]
        assert not [part for part in PERSONAL if part in f"{said}{metrics}"]
        assert {record.levelname for record in caplog.records} <= {"ERROR"}
        assert metrics == [_metric(one) for one in metrics]
        assert len(metrics) == len(caplog.records)
        return [vars(record)["failure"] for record in caplog.records]

    return failures


def _metric(written: dict[str, Any]) -> dict[str, Any]:
    """Return the metric in CloudWatch's embedded format, with the time at which one was written."""
    counted = {
        "Namespace": NAMESPACE,
        "Dimensions": [[], ["FunctionName"]],
        "Metrics": [{"Name": handler.FAILURES, "Unit": "Count"}],
    }
    at = written["_aws"]["Timestamp"]
    return {
        "_aws": {"Timestamp": at, "CloudWatchMetrics": [counted]},
        "FunctionName": "joins",
        handler.FAILURES: [1.0],
    }


def test_who_has_confirmed_joins_once_and_again(pool: _Pool, told: Told) -> None:
    for _ in range(2):
        assert lambda_handler(copy.deepcopy(pool.event), None) == pool.event
        assert pool.members() == [EVENT["userName"]]
    assert told() == []


def test_who_resets_a_password_does_not(pool: _Pool) -> None:
    event = pool.event | {"triggerSource": "PostConfirmation_ConfirmForgotPassword"}
    assert lambda_handler(event, None) == event
    assert pool.members() == []


def test_a_group_that_is_gone_is_told_and_nobody_stopped(pool: _Pool, told: Told) -> None:
    pool.remove_the_group()
    assert lambda_handler(copy.deepcopy(pool.event), None) == pool.event
    assert told() == ["ResourceNotFoundException"]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            ClientError(
                {"Error": {"Code": "AccessDeniedException", "Message": "Ada +14155550100"}}, "any"
            ),
            "AccessDeniedException",
        ),
        (EndpointConnectionError(endpoint_url="https://Ada"), "EndpointConnectionError"),
        (RuntimeError("+14155550100"), "RuntimeError"),
    ],
)
def test_any_failure_is_told_by_its_class_and_nobody_stopped(
    error: Exception, failure: str, told: Told
) -> None:
    with _refusing(error):
        assert lambda_handler(copy.deepcopy(EVENT), None) == EVENT
    assert told() == [failure]


def test_a_function_that_knows_no_group_tells_it(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.delenv("DEFAULT_GROUP")
    assert lambda_handler(copy.deepcopy(EVENT), None) == EVENT
    assert told() == ["KeyError"]


@given(event=json_values | st.fixed_dictionaries({"triggerSource": json_values}))
def test_whatever_comes_goes_back_and_asks_for_nothing(event: Any) -> None:
    with _refusing(AssertionError("Cognito was asked")):
        assert lambda_handler(copy.deepcopy(event), None) == event


@given(pool_id=json_values, name=json_values)
def test_whoever_an_event_names_it_goes_back(pool_id: Any, name: Any) -> None:
    event = EVENT | {"userPoolId": pool_id, "userName": name}
    refused = ClientError({"Error": {"Code": "InvalidParameterException"}}, "any")
    with _refusing(refused):
        assert lambda_handler(copy.deepcopy(event), None) == event


def test_a_cognito_that_does_not_answer_is_told_in_time(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """Two tries, each with its own patience, and the pause between them fit into the timeout."""
    longest = joining.TRIES * (joining.CONNECT_SECONDS + joining.READ_SECONDS)
    assert longest + (joining.TRIES - 1) * PAUSE < FUNCTION_TIMEOUT
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        monkeypatch.setattr(joining, "READ_SECONDS", 0.05)
        assert lambda_handler(copy.deepcopy(EVENT), None) == EVENT
        assert _pending(silent) == joining.TRIES
    assert told() == ["ReadTimeoutError"]


def _pending(server: socket.socket) -> int:
    """Count who has asked and is still without an answer."""
    server.setblocking(False)
    asked = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return asked
        asked += 1


def test_what_the_sdk_loads_is_loaded_at_the_start() -> None:
    """Lambda has a whole core for the start, and a seventh of one for what follows."""
    script = "import default_group.handler, sys; print('boto3' in sys.modules)"
    started = {"AWS_LAMBDA_FUNCTION_NAME": "joins", "AWS_DEFAULT_REGION": "eu-central-1"}
    for environment_, loaded in ((started, "True"), ({}, "False")):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": str(ROOT / "lambdas"), **environment_},
            check=True,
            capture_output=True,
            text=True,
        )
        assert run.stdout.strip() == loaded
