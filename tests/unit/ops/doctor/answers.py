"""AWS as a check asks it: real clients, whose answers a test gives.

For what the embedded cloud cannot say: the SMS sandbox, spend, origination identities, quotas, a
drift that failed, an account that refuses. botocore holds each answer against the service's model.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3
from botocore.stub import Stubber

from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.deployment.subject import Subject
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.finding import Finding, Status
from ops.errors import OpsError
from tests.unit.ops.samples import DEV, FACTS

Told = tuple[Status, str]
Ask = Callable[[Check], list[Finding]]


class Account(boto3.Session):
    """A session whose clients answer what they were given, in that order, and nothing else."""

    def __init__(self) -> None:
        super().__init__("test", "test", region_name=DEV.region)
        self._clients: dict[str, tuple[Any, Stubber]] = {}
        self.regions: list[str | None] = []

    def client(self, service: str, *, region_name: str | None = None) -> Any:  # type: ignore[override]
        """Return the one client of a service."""
        self.regions.append(region_name)
        return self._of(service)[0]

    def answers(self, service: str, operation: str, answer: Mapping[str, Any]) -> None:
        """Let the next call of a service be this one, and be answered so."""
        self._of(service)[1].add_response(operation, dict(answer))

    def refuses(self, service: str, operation: str, code: str) -> None:
        """Let the next call of a service be this one, and be refused."""
        self._of(service)[1].add_client_error(operation, code, "No")

    def _of(self, service: str) -> tuple[Any, Stubber]:
        if service not in self._clients:
            client = super().client(service)  # type: ignore[call-overload]  # by any name
            stubber = Stubber(client)
            stubber.activate()
            self._clients[service] = client, stubber
        return self._clients[service]


def case_of(
    account: Account,
    sources: Stacks,
    *,
    found: Subject | OpsError | None = None,
    sign_ins: float = 1,
    endpoint: str | None = None,
    **reported: Any,
) -> Case:
    """Return a deployed stage as its sources say, of which AWS reports these of Subject's."""
    if found is None:
        found = Subject(DEV, account)
        identity, api = (
            next(stack for name, stack in sources.items() if name.endswith(part))
            for part in ("identity", "api")
        )
        pool = {"SmsConfiguration": {"SnsRegion": DEV.region}}
        found.__dict__.update(
            {"identity": identity, "api": api, "facts": FACTS, "pool": pool} | reported
        )
    case = Case("dev", account, endpoint, None, sign_ins, found)
    case.__dict__["_synthesized"] = sources
    return case


def told(case: Case, check: Check) -> list[Told]:
    """Return what a check tells, by status and subject."""
    return [(one.status, one.subject) for one in findings(case, check)]


def findings(case: Case, check: Check) -> list[Finding]:
    """Return what a check finds, as the command asks it."""
    found = [*ask(case, "the check", check)]
    for one in found:
        assert (one.remedy is None) is (one.status is Status.GREEN), one
    return found


def stacks_of(samples: Mapping[str, Path], stage: str) -> Stacks:
    """Return the stacks of a sample stage."""
    return read(samples[stage], stage)
