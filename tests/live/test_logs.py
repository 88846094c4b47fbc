"""`python -m ops logs`: a request is found in what the deployed functions logged."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from ops.__main__ import main
from ops.deployment import paths
from ops.logs.events import LATE, Events
from ops.logs.groups import FUNCTION, Group
from tests.deployment import Deployment
from tests.live.clients import send

if TYPE_CHECKING:
    from types_boto3_logs import CloudWatchLogsClient

Log = Callable[..., list[list[str]]]


@pytest.fixture
def log(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Log:
    """Run the command against the shared deployment; gives its lines, in their columns."""
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])

    def run(*arguments: str) -> list[list[str]]:
        assert main(["logs", "--stage", "local", *arguments]) == 0
        return [line.split(maxsplit=4) for line in capsys.readouterr().out.splitlines()]

    return run


def test_a_request_is_followed_by_one_id_across_the_functions_lines(
    deployment: Deployment, log: Log, authorization: dict[str, str]
) -> None:
    """MiniStack answers with another id than the function is told: it is read from the log."""
    assert send(deployment.url("me"), authorization).status == 200
    *_, answered = [line for line in log("--since", "1m") if 'route="GET /me"' in line[4]]
    of_the_request = log("--request", answered[3])
    assert {(line[1], line[3]) for line in of_the_request} == {("claims", answered[3])}
    assert [line[4].split()[0] for line in of_the_request] == ["answered", "Duration:"]


def test_functions_of_both_stacks_are_in_it_in_times_order(
    log: Log, deployment: Deployment, authorization: dict[str, str]
) -> None:
    assert send(deployment.url("me"), authorization).status == 200  # a user who has signed up
    lines = log("--since", "1h")
    assert {"claims", "sign_up_gate"} <= {line[1] for line in lines}
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)


def test_what_the_cloud_cannot_tell_is_called_unknown_once(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    assert log is not None
    main(["logs", "--stage", "local", "--since", "1s", "--request", "nobody's"])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("Unknown: what API Gateway logs") == 1
    assert said.err.count("Unknown: which texts were not delivered") == 1
    assert "name a longer time" in said.err


def test_following_shows_what_comes_and_ends_by_ctrl_c(
    deployment: Deployment,
    log: Log,
    authorization: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited = list[float]()

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) > 2:
            raise KeyboardInterrupt
        assert send(deployment.url("me"), authorization).status == 200

    monkeypatch.setattr("ops.logs.command.time.sleep", wait)
    lines = log("--follow", "--since", "1s")
    assert len([line for line in lines if line[4].startswith("answered")]) >= 2
    assert len(lines) == len({tuple(line) for line in lines})


@pytest.fixture
def logs(deployment: Deployment) -> "CloudWatchLogsClient":
    """A client of CloudWatch Logs."""
    assert deployment
    return boto3.client("logs")


def test_an_event_that_comes_late_is_shown_and_none_twice(logs: "CloudWatchLogsClient") -> None:
    now = int(time.time() * 1000)
    group = Group("late", "late", FUNCTION)
    logs.create_log_group(logGroupName="late")

    def put(*events: tuple[int, str]) -> None:
        stream = f"stream-{len(streams)}"
        streams.append(stream)
        logs.create_log_stream(logGroupName="late", logStreamName=stream)
        logs.put_log_events(
            logGroupName="late",
            logStreamName=stream,
            logEvents=[{"timestamp": time, "message": message} for time, message in events],
        )

    streams: list[str] = []
    events = Events(logs, now - 2 * LATE)
    events.groups = [group]

    def new() -> list[str]:
        return [event.message for chunk in events.new() for event in chunk]

    put((now, "twice"), (now, "twice"))
    assert new() == ["twice", "twice"]
    assert new() == []
    put((now - LATE + 1, "late"))
    put((now + 1, "next"))
    assert new() == ["late", "next"]
    put((now - LATE - 1, "too late"))
    assert new() == []
    logs.delete_log_group(logGroupName="late")
    assert new() == []
    assert events.groups == []


def test_outputs_of_what_is_gone_are_told_with_the_remedy(
    deployment: Deployment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The stacks of a project that was removed, or the API of one that was deployed anew."""
    kept = deployment.outputs_file.read_text()
    (tmp_path / "outputs").mkdir()
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    api = deployment.outputs["ApiUrl"].split("/")[-3]
    for old, new in ((f"{deployment.project}-local-", "gone-local-"), (api, "gone1")):
        (tmp_path / "outputs/local.json").write_text(kept.replace(old, new))
        assert main(["logs", "--stage", "local"]) == 1
        said = capsys.readouterr().err
        assert "name what is no longer there" in said
        assert said.endswith("run `make local`.\n")
