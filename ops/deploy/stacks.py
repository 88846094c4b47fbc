"""The stacks of a stage in CloudFormation: how each is, and the wait until none moves."""

import time
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..errors import RefusedError

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

POLL_SECONDS = 2
_STUCK = "UPDATE_ROLLBACK_FAILED"
# Prepared by a change set that nobody executed: nothing is on its way.
_PREPARED = "REVIEW_IN_PROGRESS"


def statuses(client: "CloudFormationClient", names: Collection[str]) -> dict[str, str]:
    """Return the status of each of the stacks that there is."""
    return {
        stack["StackName"]: stack["StackStatus"]
        for page in client.get_paginator("describe_stacks").paginate()
        for stack in page["Stacks"]
        if stack["StackName"] in names
    }


def moving(client: "CloudFormationClient", names: Collection[str]) -> dict[str, str]:
    """Return those of the stacks at which CloudFormation is at work."""
    found = statuses(client, names)
    return {n: s for n, s in found.items() if s.endswith("_IN_PROGRESS") and s != _PREPARED}


def wait_until_settled(client: "CloudFormationClient", names: Collection[str]) -> None:
    """Wait until CloudFormation is at work at none of the stacks, with a dot now and then."""
    if not (at_work := moving(client, names)):
        return
    print(f"  Waiting for {told(at_work)} ", end="", flush=True)
    while moving(client, names):
        print(".", end="", flush=True)
        time.sleep(POLL_SECONDS)
    print(flush=True)


def refuse_stuck(client: "CloudFormationClient", names: Collection[str]) -> None:
    """Raise RefusedError if the way back of a failed update has failed, too."""
    if stuck := [n for n, status in statuses(client, names).items() if status == _STUCK]:
        raise RefusedError(
            f"the rollback of {', '.join(stuck)} has failed ({_STUCK}), and CloudFormation updates"
            ' nothing before that is finished: docs/runbook.md, "A stack is stuck", has the steps.'
        )


def told(found: dict[str, str]) -> str:
    """Return stacks and their statuses, as an operator is told them."""
    return ", ".join(f"{name} ({status})" for name, status in found.items())
