"""Cognito is asked in time: with patience that fits into the timeout, by an SDK loaded before."""

import copy
import socket
import subprocess
import sys

import pytest

from default_group import joining
from default_group.handler import lambda_handler
from tests.conftest import ROOT
from tests.unit.default_group.conftest import Told
from tests.unit.default_group.event import EVENT

pytestmark = pytest.mark.usefixtures("environment")

FUNCTION_TIMEOUT = 4  # seconds: stacks/constructs/default_group.py
PAUSE = 1  # second: botocore's standard mode waits no longer before a second try


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
