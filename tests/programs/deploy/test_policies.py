"""Whatever ends a deployment that may break clients, the stack policy is closed again."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import boto3
import pytest

from ops.__main__ import main
from ops.deployment import cdk as runner
from ops.deployment.interruption import afterwards, held_back, interrupt_by_every_signal
from tests.programs.deploy.conftest import Run, ScriptedCdk
from tests.unit.ops.guard.account import REGION
from tests.unit.ops.guard.cases import IDENTITY, STAGE
from tests.unit.ops.guard.test_protect import denied

pytestmark = pytest.mark.usefixtures("deployed")
OPEN = ["LogicalResourceId/UserPool"]
CLOSED = [
    "LogicalResourceId/UserPool",
    "LogicalResourceId/UserPoolClient",
    "LogicalResourceId/IdentityPool",
]
# The script's parent is the program.
SIGNALLED = "kill -s {} $PPID; sleep 30"


@pytest.fixture
def policies(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the policy denied whenever a step of the program was done with it."""
    seen: list[object] = []
    real = runner.run

    def run(*arguments: str, region: str) -> None:
        if arguments[0] == "deploy":
            seen.append(denied(IDENTITY))
        real(*arguments, region=region)

    monkeypatch.setattr(runner, "run", run)
    return seen


def test_it_is_open_for_the_deployment_alone(run: Run, policies: list[object]) -> None:
    assert run("--allow-client-break")[0] == 0
    assert policies == [OPEN]
    assert denied(IDENTITY) == CLOSED


def test_without_permission_it_stays_closed(run: Run, policies: list[object]) -> None:
    assert run()[0] == 0
    assert policies == [CLOSED]
    assert denied(IDENTITY) == CLOSED


@pytest.mark.parametrize(
    ("step", "name"),
    [("synth", "INT"), ("diff", "TERM"), ("deploy", "INT"), ("deploy", "TERM"), ("deploy", "HUP")],
)
def test_it_is_closed_after_an_interruption(
    run: Run, cdk: ScriptedCdk, step: str, name: str
) -> None:
    cdk.on(step, SIGNALLED.format(name))
    code, _, said = run("--allow-client-break")
    assert (code, said.splitlines()[-1]) == (130, "interrupted")
    assert cdk.commands[-1] == step
    assert denied(IDENTITY) == CLOSED


@pytest.mark.parametrize(
    ("end", "reason"),
    [("exit 1", "`cdk deploy` failed"), ("kill -9 $$", "`cdk deploy` was ended by signal 9")],
    ids=["failed", "killed"],
)
def test_it_is_closed_after_a_failure(run: Run, cdk: ScriptedCdk, end: str, reason: str) -> None:
    cdk.on("deploy", end)
    code, _, error = run("--allow-client-break")
    assert code == 1
    assert reason in error
    assert denied(IDENTITY) == CLOSED


def test_it_is_closed_though_the_assembly_was_changed(run: Run, cdk: ScriptedCdk) -> None:
    cdk.on("diff", "echo x > $assembly/new")
    assert run("--allow-client-break")[0] == 2
    assert denied(IDENTITY) == CLOSED


def test_the_next_run_closes_what_a_killed_one_left_open(
    run: Run, samples: Mapping[str, Path], cdk: ScriptedCdk
) -> None:
    arguments = ["--stage", STAGE, "--assembly", str(samples[STAGE]), "--allow-client-break"]
    assert main(["protect", *arguments]) == 0
    assert denied(IDENTITY) == OPEN
    cdk.on("diff", "exit 1")  # whatever becomes of that run
    code, said, _ = run("--allow-client-break")
    assert code == 1
    assert f"The stack policy of {IDENTITY} was open: it is closed again." in said
    assert denied(IDENTITY) == CLOSED


def test_a_policy_that_cannot_be_closed_is_told(
    run: Run, cdk: ScriptedCdk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as by credentials that expired during the deployment."""
    real = runner.run

    def run_and_lose_it(*arguments: str, region: str) -> None:
        real(*arguments, region=region)
        if arguments[0] == "deploy":
            boto3.client("cloudformation", REGION).delete_stack(StackName=IDENTITY)
            monkeypatch.setattr(
                "ops.deploy.policies.statuses", lambda *_: {IDENTITY: "UPDATE_COMPLETE"}
            )

    monkeypatch.setattr(runner, "run", run_and_lose_it)
    assert cdk.calls == []
    code, _, error = run("--allow-client-break")
    assert code == 1
    assert f"the stack policy of {IDENTITY}" in error
    assert "run `make deploy` again, which closes it" in error


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_second_signal_stops_what_must_be_done(number: signal.Signals) -> None:
    done = []

    def must() -> None:
        os.kill(os.getpid(), number)
        done.append(number)

    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), afterwards(must):
        signal.raise_signal(signal.SIGINT)
    assert done == [number]
    assert signal.getsignal(number) is before


def test_a_signal_that_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        interrupt_by_every_signal()
        with afterwards(lambda: None):
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_of_a_closed_policy_nothing_is_said_though_the_client_has_a_new_name(
    run: Run, cdk: ScriptedCdk
) -> None:
    cdk.on(
        "synth",
        """for argument; do case "$argument" in --output=*)
        sed -i 's/"UserPoolClient"/"OtherClient"/g' "${argument#*=}"/*-identity.template.json;;
        esac; done""",
    )
    code, said, refused = run()
    assert code == 2
    assert "OtherClient" in refused
    assert "was open" not in said
    assert denied(IDENTITY) == CLOSED


def test_a_signal_is_not_lost_where_what_held_it_back_fails() -> None:
    def refused() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            raise ValueError

    with pytest.raises(KeyboardInterrupt):
        refused()
