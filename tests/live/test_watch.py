"""`python -m ops watch`: the deployed functions follow a copy of the sources, on the shared cloud.

The copy takes the shared deployment for its own, so that nothing is deployed but what is changed.
"""

import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import boto3
import pytest

from ops.deployment.environment import local_environment
from stacks.constructs.lambda_archive import asset_contents, write_zip
from tests.copies import copy_project
from tests.deployment import Deployment
from tests.live.clients import send

HANDLER = Path("lambdas/claims/handler.py")
PATIENCE_SECONDS = 60
ANSWER = 'return {"claims": user.claims}'


@dataclass
class Watch:
    """A watch that runs.

    Attributes:
        root: the copy of the project.
        process: the command.
        said: what it writes to.
    """

    root: Path
    process: "subprocess.Popen[bytes]"
    said: Path

    def waits_to_say(self, text: str) -> str:
        """Wait until it has said something, and return the first line of that."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            lines = [line for line in self.said.read_text().splitlines() if text in line]
            if lines:
                return lines[0]
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.05)

    def write(self, old: str, new: str) -> None:
        """Change the handler in the copy."""
        file = self.root / HANDLER
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))


@pytest.fixture
def watch(tmp_path: Path, deployment: Deployment) -> Iterator[Watch]:
    """A watch over a copy of the project; afterwards the deployment is as it was."""
    copy_project(tmp_path)
    port = deployment.endpoint.rpartition(":")[2]
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / port).symlink_to(deployment.outputs_file.parents[1])
    said = tmp_path / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "ops", "watch", "--port", port],
            cwd=tmp_path,
            env=local_environment(deployment.endpoint, {"HOME": str(tmp_path)}),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        running = Watch(tmp_path, process, said)
        running.waits_to_say("Watching")
        yield running
    finally:
        process.kill()
        process.wait()
        deployment.redeploy()


def test_changed_code_is_swapped_and_stays_what_a_deployment_would_make(
    watch: Watch, deployment: Deployment, authorization: dict[str, str]
) -> None:
    before = _running_code(deployment)
    assert "up to date" in watch.said.read_text()

    watch.write(ANSWER, ANSWER.replace("{", '{"swapped": True, '))
    assert f" {HANDLER}: " in watch.waits_to_say(": new code for claims (")
    assert send(deployment.url("me"), authorization).body["swapped"] is True
    assert _running_code(deployment) == _bundled(watch.root)
    assert 'route="GET /me"' in watch.waits_to_say(" answered ")

    watch.write(ANSWER[:6], "def (")
    watch.waits_to_say("not deployed")
    assert f"error: {HANDLER}, line " in watch.waits_to_say("SyntaxError: invalid syntax; mend it")
    assert send(deployment.url("me"), authorization).body["swapped"] is True

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(PATIENCE_SECONDS) == 0
    watch.waits_to_say("goes on running")

    deployment.redeploy()  # the sources that were never changed: the swapped code is not kept
    assert _running_code(deployment) == before
    assert "swapped" not in send(deployment.url("me"), authorization).body


def _running_code(deployment: Deployment) -> str:
    name = f"{deployment.project}-local-api"
    found = boto3.client("cloudformation").describe_stack_resources(StackName=name)
    (function,) = (
        resource["PhysicalResourceId"]
        for resource in found["StackResources"]
        if resource["ResourceType"] == "AWS::Lambda::Function"
    )
    configuration = boto3.client("lambda").get_function_configuration(FunctionName=function)
    return configuration["CodeSha256"]


def _bundled(root: Path) -> str:
    """The hash of what a synth of the copy would deploy."""
    contents = {
        inside: root / "lambdas" / inside if (root / "lambdas" / inside).exists() else file
        for inside, file in asset_contents("claims").items()
    }
    compiled = sys.version_info[:2] == (3, 14)
    write_zip(contents, file := root / "bundled.zip", compiled=compiled)
    return b64encode(sha256(file.read_bytes()).digest()).decode()
