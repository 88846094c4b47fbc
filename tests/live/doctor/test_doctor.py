"""`python -m ops doctor` on the shared deployment: nothing is red, and nothing is changed.

What the embedded cloud has no answer for is tried in tests/unit/ops/doctor, against stubbed ones.
"""

import json
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from ops.__main__ import main
from ops.deployment import paths
from ops.deployment.environment import LOCAL
from ops.doctor.case import Case
from ops.doctor.checks import (
    GROUPS,
    api,
)
from ops.doctor.command import examine
from tests.deployment import Deployment
from tests.live.doctor.findings import assembly_of

SUBJECTS = {subject for group in GROUPS for subject, _ in group.checks}
# A read by its access level, though its name says otherwise (Service Authorization Reference).
READS = ("Describe", "Get", "List", "DetectStackDrift")


@pytest.fixture
def doctor(
    deployment: Deployment,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str]]:
    """Run the command on the shared deployment; gives the exit code and the output."""
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])

    def run(*arguments: str) -> tuple[int, str]:
        assembly = str(assembly_of(deployment))
        code = main(["doctor", "--stage", LOCAL, "--assembly", assembly, *arguments])
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out

    return run


def test_nothing_of_a_fresh_deployment_is_red_and_what_nobody_can_tell_is_unknown(
    doctor: Callable[..., tuple[int, str]],
) -> None:
    code, said = doctor("--json")
    told = json.loads(said)
    assert [one for one in told["findings"] if one["status"] == "red"] == []
    unknown = {one["subject"] for one in told["findings"] if one["status"] == "unknown"}
    assert unknown >= {
        "Cognito's own check",
        "SMS sandbox",
        "monthly limit",
        "month to date",
        "origination",
        "sign-in quota",
        "Lambda quota",
    }
    assert all(one["remedy"] for one in told["findings"] if one["status"] != "green")
    assert code == {"amber": 3, "unknown": 4}[told["status"]]


def test_it_tells_the_same_in_the_same_order(doctor: Callable[..., tuple[int, str]]) -> None:
    first, second = doctor()[1], doctor()[1]
    assert first == second
    assert "\033" not in first  # no colour where no terminal is


def test_it_reads_and_changes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    called, sent = set(), set()
    call, send = BaseClient._make_api_call, api.send  # type: ignore[attr-defined]  # the one way

    def recorded(client: BaseClient, name: str, parameters: Any) -> Any:
        called.add(name)
        return call(client, name, parameters)

    def sending(method: str, *rest: Any) -> Any:
        sent.add(method)
        return send(method, *rest)

    monkeypatch.setattr(api, "send", sending)
    with patch.object(BaseClient, "_make_api_call", recorded):
        assert len([*examine(case)]) > len(SUBJECTS)
    assert {name for name in called if not name.startswith(READS)} == set()
    assert "DetectStackDrift" in called
    assert sent == {"GET", "OPTIONS"}
