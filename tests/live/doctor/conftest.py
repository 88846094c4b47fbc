"""The shared deployment as the doctor asks about it, and what one check finds of it."""

from collections.abc import Callable
from dataclasses import replace

import boto3
import pytest

from ops.deployment.environment import LOCAL, REGION
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.subject import Subject
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import stacks
from ops.doctor.finding import Finding
from tests.deployment import Deployment
from tests.live.doctor.findings import assembly_of


@pytest.fixture(autouse=True)
def asks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a detection of drift for its end at once: the embedded cloud takes no two seconds."""
    monkeypatch.setattr(stacks, "POLL_SECONDS", 0.02)


@pytest.fixture
def case(deployment: Deployment) -> Case:
    """The shared deployment, which nobody has looked at yet."""
    outputs = checked(LOCAL, read_stacks(deployment.outputs_file, LOCAL), source="the deployment")
    session = boto3.Session(region_name=REGION)
    subject = Subject(outputs, session)
    return Case(LOCAL, session, deployment.endpoint, assembly_of(deployment), 1, subject)


@pytest.fixture
def found(case: Case) -> Callable[[Check], list[Finding]]:
    """Give what a check finds now, of what it has not looked at before."""

    def find(check: Check) -> list[Finding]:
        subject = case.deployed
        fresh = replace(case, found=Subject(subject.outputs, subject.session))
        return [*ask(fresh, "the check", check)]

    return find
