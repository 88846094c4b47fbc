"""The stacks: there, as the sources say, and not changed by hand."""

import json
import time
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ...deployment.stack import Stack
from ...deployment.terminal import waiting
from ...errors import OpsError
from ..case import Case
from ..finding import Finding, Findings, amber, green, red, unknown

POLL_SECONDS = 2
PATIENCE_SECONDS = 180
SHOWN = 3
_STANDING = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")
# It stands as it was before the update that was taken back.
_TAKEN_BACK = ("UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE")
_RUNBOOK = 'see docs/runbook.md, "A stack is stuck"'


def deployed(case: Case) -> Findings:
    """Every stack stands."""
    if isinstance(case.found, OpsError):
        yield _not_found(case, case.found)
        return
    for name in (case.found.stack_name("identity"), case.found.stack_name("api")):
        if name not in case.stacks:
            yield red("stack", f"{name}, which the outputs name, is gone", f"run `{case.deploy}`")
    for name, stack in case.stacks.items():
        yield _stands(case, name, stack["StackStatus"])


def as_the_sources_say(case: Case) -> Findings:
    """A deployment would change nothing."""
    there = case.stacks
    for name, wanted in case.sources.items():
        if name not in there:
            yield amber(
                "sources", f"{name} is in the sources and not deployed", f"run `{case.deploy}`"
            )
        elif changed := _changed(wanted, _template(case, name)):
            yield amber(
                "sources",
                f"{name} is not as the sources say: {_some(changed)}",
                f"run `{case.deploy}`"
                if case.local
                else f"see `make diff STAGE={case.stage}`, then run `{case.deploy}`",
            )
        else:
            yield green("sources", f"{name} is as the sources say")


def undrifted(case: Case) -> Findings:
    """Nobody has changed by hand what CloudFormation can compare.

    DetectStackDrift is a read: it changes no resource (Service Authorization Reference, AWS
    CloudFormation), and CloudFormation keeps its answer.
    """
    client = case.client("cloudformation")
    started = {
        name: client.detect_stack_drift(StackName=name)["StackDriftDetectionId"]
        for name in case.stacks
    }
    for name, detection in started.items():
        with waiting(f"CloudFormation compares {name}"):
            ended = _finished(client, detection)
        yield _drift(client, name, ended)


def _not_found(case: Case, error: OpsError) -> Finding:
    if isinstance(error.__cause__, ClientError | BotoCoreError):
        return unknown("stacks", str(error).rstrip("."), "allow or mend that, and run this again")
    sentence = str(error).partition("; run")[0].rstrip(".")
    return red("stacks", sentence, f"run `{case.deploy}`, or set AWS_REGION to where it is")


def _stands(case: Case, name: str, status: str) -> Finding:
    if status in _STANDING:
        return green("stack", f"{name} stands ({status})")
    if status in _TAKEN_BACK:
        return amber(
            "stack",
            f"the last update of {name} was taken back ({status}): what was before stands",
            f"see its events in CloudFormation, mend that, then run `{case.deploy}`",
        )
    if status.endswith("_IN_PROGRESS"):
        return amber("stack", f"{name} changes at this moment ({status})", "wait for its end")
    return red("stack", f"{name} does not stand ({status})", _RUNBOOK)


def _template(case: Case, name: str) -> Mapping[str, Any]:
    found = case.client("cloudformation").get_template(StackName=name, TemplateStage="Original")
    body = found["TemplateBody"]
    template: Mapping[str, Any] = json.loads(body) if isinstance(body, str) else body
    return template


def _changed(wanted: Stack, there: Mapping[str, Any]) -> list[str]:
    """Return the logical ids, and the other sections, in which two templates differ."""
    new, old = wanted.resources, there.get("Resources", {})
    ids = sorted(name for name in {*new, *old} if new.get(name) != old.get(name))
    sections = {*wanted.template, *there} - {"Resources"}
    return [*ids, *sorted(s for s in sections if wanted.template.get(s) != there.get(s))]


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _finished(client: Any, detection: str) -> Mapping[str, Any]:
    """Wait for a detection, and return how it ended, or how it is when patience does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found: Mapping[str, Any] = client.describe_stack_drift_detection_status(
            StackDriftDetectionId=detection
        )
        if found["DetectionStatus"] != "DETECTION_IN_PROGRESS" or time.monotonic() > deadline:
            return found
        time.sleep(POLL_SECONDS)


def _drift(client: Any, name: str, found: Mapping[str, Any]) -> Finding:
    if found["DetectionStatus"] != "DETECTION_COMPLETE":
        reason = found.get("DetectionStatusReason") or found["DetectionStatus"]
        return unknown(
            "drift",
            f"CloudFormation could not compare all of {name}: {reason.rstrip('.')}",
            "let these credentials read the stack's resources, and run this again",
        )
    drifts = client.describe_stack_resource_drifts(
        StackName=name, StackResourceDriftStatusFilters=["MODIFIED", "DELETED"]
    )["StackResourceDrifts"]
    drifted = {
        f"{one['LogicalResourceId']}{_paths(one)}": one["StackResourceDriftStatus"]
        for one in drifts
    }
    gone = [resource for resource, status in drifted.items() if status == "DELETED"]
    if gone:
        return red(
            "drift",
            f"of {name} somebody has deleted {_some(gone)}",
            "make it again as the template says; a deployment does not, for CloudFormation"
            " believes that it is there",
        )
    if drifted:
        return amber(
            "drift",
            f"of {name} somebody has changed {_some([*drifted])}",
            "change it back, or into the sources",
        )
    return green("drift", f"nothing that CloudFormation compares in {name} was changed by hand")


def _paths(drift: Mapping[str, Any]) -> str:
    paths = [difference["PropertyPath"] for difference in drift.get("PropertyDifferences", [])]
    return f" ({', '.join(paths)})" if paths else ""
