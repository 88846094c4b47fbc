"""What a first deployment that failed, or a stage that was destroyed, has left in the way.

CloudFormation keeps the stack of a creation that failed, and what it could not take back: a user
pool under deletion protection first of all. What has a fixed name also outlives a destroyed stage.
Nothing that was ever deployed with success, and no pool with a user in it, counts as left over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from ..deployment.stack import POOL, Stacks, properties
from ..errors import RefusedError
from .resources import KINDS, Leftover, exists, refuse_users
from .stacks import statuses

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

# Only a creation that failed ends in these.
NEVER_DEPLOYED = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED")
_SUCCESS = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")
# The property that names a resource, where our templates give it a name of their own.
_NAMED_BY = {"AWS::Logs::LogGroup": "LogGroupName", "AWS::SSM::Parameter": "Name"}


@dataclass(frozen=True)
class Remains:
    """What is left of deployments that failed or are gone.

    Attributes:
        stacks: their names, and the ids of the stacks whose first deployment failed.
        leftovers: what exists and belongs to no stack that stands.
    """

    stacks: Mapping[str, str]
    leftovers: list[Leftover]


def find_remains(session: boto3.Session, stacks: Stacks) -> Remains:
    """Look for what stands in the way of the stacks of a stage.

    Raises:
        RefusedError: what was left over belongs to another stack by now, or is a pool that has
            users; or the deletion of a stack that was deployed has failed.
    """
    client = session.client("cloudformation")
    found = statuses(client, stacks)
    failed = dict(_failed(client, found))
    candidates = [leftover for id_ in failed.values() for leftover in _kept(client, id_)]
    for name, stack in stacks.items():
        if name not in found or name in failed:
            candidates += _fixed_names(stack.resources)
    leftovers = [one for one in dict.fromkeys(candidates) if exists(session, one)]
    for one in leftovers:
        _refuse_anothers(client, one, failed)
        if one.type == POOL:
            refuse_users(session, one.id)
    order = [*KINDS]
    return Remains(failed, sorted(leftovers, key=lambda one: order.index(one.type)))


def refuse_users_without_a_stack(session: boto3.Session, stage: str, stacks: Stacks) -> None:
    """Refuse to make an empty directory beside one that a stack of the stage has left.

    Raises:
        RefusedError: a user pool has the name that a stack which is not there yet would give, and
            has users.
    """
    client, cognito = session.client("cloudformation"), session.client("cognito-idp")
    found = statuses(client, stacks)
    made = [stack for name, stack in stacks.items() if name not in found]
    names = {
        properties(stack.resources[pool]).get("UserPoolName")
        for stack in made
        for pool in stack.of_type(POOL)
    }
    if not names:
        return
    pages = cognito.get_paginator("list_user_pools").paginate(PaginationConfig={"PageSize": 60})
    for pool in (pool for page in pages for pool in page["UserPools"]):
        if pool["Name"] in names and cognito.list_users(UserPoolId=pool["Id"], Limit=1)["Users"]:
            raise RefusedError(
                f"the user pool {pool['Name']} ({pool['Id']}) has users and is in no stack of stage"
                f" {stage}, which would get an empty one beside it: bring it back"
                ' (docs/runbook.md, "Bring a directory back"), or delete it if nobody needs them.'
            )


def _failed(client: "CloudFormationClient", found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, status in found.items():
        if status not in (*NEVER_DEPLOYED, "DELETE_FAILED"):
            continue
        (stack,) = client.describe_stacks(StackName=name)["Stacks"]
        if status == "DELETE_FAILED" and _was_deployed(client, stack["StackId"]):
            raise RefusedError(
                f"the stack {name} was deployed, and its deletion has failed (DELETE_FAILED): what"
                " it still holds may be in use, so finish the deletion by hand in the"
                " CloudFormation console, then run this again."
            )
        yield name, stack["StackId"]


def _was_deployed(client: "CloudFormationClient", stack_id: str) -> bool:
    """Tell whether a stack was ever whole; also where its beginning is no longer known.

    CloudFormation keeps events for 90 days.
    """
    own = [event["ResourceStatus"] for event in _events(client, stack_id, of_stack=True)]
    return "CREATE_IN_PROGRESS" not in own or any(status in _SUCCESS for status in own)


def _kept(client: "CloudFormationClient", stack_id: str) -> Iterator[Leftover]:
    """Yield what a failed creation made, and did not delete."""
    last: dict[tuple[str, str], str] = {}
    for event in _events(client, stack_id, of_stack=False):  # the newest first
        key = event["ResourceType"], event.get("PhysicalResourceId", "")
        last.setdefault(key, event["ResourceStatus"])
    for (kind, id_), status in last.items():
        # What could not be created is not ours: it may be another's of the same name.
        if kind in KINDS and id_ and status not in ("DELETE_COMPLETE", "CREATE_FAILED"):
            yield Leftover(kind, id_)


def _events(client: "CloudFormationClient", stack_id: str, *, of_stack: bool) -> Iterator[Any]:
    for page in client.get_paginator("describe_stack_events").paginate(StackName=stack_id):
        for event in page["StackEvents"]:
            if (event.get("PhysicalResourceId") == stack_id) is of_stack:
                yield event


def _fixed_names(resources: Mapping[str, Any]) -> Iterator[Leftover]:
    """Yield what has a name that a stack is about to give."""
    for resource in resources.values():
        kind = resource["Type"]
        name = properties(resource).get(_NAMED_BY.get(kind, ""))
        if isinstance(name, str):
            yield Leftover(kind, name)


def _refuse_anothers(
    client: "CloudFormationClient", leftover: Leftover, failed: Mapping[str, str]
) -> None:
    """Raise RefusedError if a stack that stands owns a resource."""
    try:
        found = client.describe_stack_resources(PhysicalResourceId=leftover.id)["StackResources"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":  # no stack owns it
            raise
        return
    for owner in {one["StackName"] for one in found} - {*failed}:
        raise RefusedError(
            f"the {leftover} belongs to the stack {owner}: two stacks cannot have it, so deploy"
            " what gives it up first."
        )
