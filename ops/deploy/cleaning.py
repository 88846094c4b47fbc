"""Clearing the way for a deployment: failed first stacks, and what is left over."""

from typing import TYPE_CHECKING

import boto3

from ..deployment.terminal import step
from ..errors import OpsError, RefusedError
from .leftovers import Remains, find_remains, refuse_users_without_a_stack
from .resources import remove
from .stacks import statuses, wait_until_settled

if TYPE_CHECKING:
    from ..deployment.stack import Stacks


def clear_the_way(session: boto3.Session, stage: str, stacks: "Stacks", *, clean: bool) -> None:
    """Let stacks be created where a first deployment has failed, or a stage was destroyed.

    A stack of which nothing is left goes without a word of the operator's: it is empty, and
    CloudFormation would only refuse to update it. Anything else goes on request.

    Raises:
        RefusedError: something is left over, and nobody asked to clean; or a pool that is left
            has users.
        OpsError: it could not be removed.
    """
    remains = find_remains(session, stacks)
    refuse_users_without_a_stack(session, stage, stacks)
    if remains.leftovers and not clean:
        lines = "".join(f"\n  - {one}" for one in remains.leftovers)
        raise RefusedError(
            f"an earlier deployment of stage {stage} failed or was destroyed, and has left what"
            f" stands in the way of this one:{lines}\n"
            "  --clean removes exactly that, first (make: CLEAN=1)."
        )
    for one in remains.leftovers:
        with step(f"Removing the {one}"):
            remove(session, one)
    for name in remains.stacks:
        with step(f"Removing the stack {name}, whose first deployment failed"):
            _delete(session, name, remains)


def _delete(session: boto3.Session, name: str, remains: Remains) -> None:
    """Delete a stack; the CDK CLI turned its termination protection on before it was made."""
    client = session.client("cloudformation")
    client.update_termination_protection(StackName=name, EnableTerminationProtection=False)
    client.delete_stack(StackName=remains.stacks[name])
    wait_until_settled(client, [name])
    if status := statuses(client, [name]).get(name):
        raise OpsError(
            f"the stack {name} could not be deleted ({status}): see its events in the"
            " CloudFormation console, then run this again."
        )
