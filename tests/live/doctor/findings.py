"""What was deployed, and what the doctor finds bad in it."""

from pathlib import Path

from ops.doctor.finding import Finding, Status
from tests.deployment import Deployment

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN


def assembly_of(deployment: Deployment) -> Path:
    """Return what was deployed."""
    return deployment.outputs_file.parents[1] / "cdk.out"


def bad(findings: list[Finding]) -> list[tuple[Status, str]]:
    """Return the status and subject of what is not green, each with its remedy."""
    assert all(one.remedy for one in findings if one.status is not GREEN)
    return [(one.status, one.subject) for one in findings if one.status is not GREEN]
