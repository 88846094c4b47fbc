"""A first deployment that has failed, in the account that moto plays.

moto has no stack that failed: its status and events are set, as AWS documents them; and what
protection it does not enforce, or know, is added. A pool under deletion protection is what
CloudFormation cannot take back.
"""

from collections.abc import Callable, Mapping
from typing import Any

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError
from moto.cloudformation.models import Event, cloudformation_backends

from ops.deployment.stack import Stacks
from tests.unit.ops.guard.account import ACCOUNT, REGION, deploy
from tests.unit.ops.guard.cases import IDENTITY

POOL_NAME = "left"

Fail = Callable[..., None]


def moto_stack(name: str) -> Any:
    """Return the stack as moto keeps it."""
    return next(
        s for s in cloudformation_backends[ACCOUNT][REGION].stacks.values() if s.name == name
    )


@pytest.fixture
def protection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let moto know termination protection, and enforce it and that of a pool."""
    real = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # botocore's seam

    def call(client: object, operation: str, parameters: dict[str, Any]) -> object:
        match operation:
            case "UpdateTerminationProtection":
                stack = moto_stack(parameters["StackName"])
                stack.enable_termination_protection = parameters["EnableTerminationProtection"]
                return {"StackId": stack.stack_id}
            case "DeleteStack" if moto_stack(IDENTITY).enable_termination_protection:
                raise ClientError({"Error": {"Code": "ValidationError"}}, operation)
            case "DeleteUserPool":
                pool = real(client, "DescribeUserPool", parameters)["UserPool"]
                if pool["DeletionProtection"] == "ACTIVE":
                    raise ClientError({"Error": {"Code": "InvalidParameterException"}}, operation)
        return real(client, operation, parameters)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)


@pytest.fixture
def pool() -> str:
    """A pool under deletion protection that no stack knows any more."""
    made = boto3.client("cognito-idp", REGION).create_user_pool(
        PoolName=POOL_NAME, DeletionProtection="ACTIVE", AutoVerifiedAttributes=["phone_number"]
    )
    return made["UserPool"]["Id"]


@pytest.fixture
def fail(account: None, protected: Stacks) -> Fail:  # noqa: ARG001 - works there
    """Let the first deployment of the identity stack have failed, with events of its resources."""

    def fail_(status: str, events: Mapping[tuple[str, str], str], *of_the_stack: str) -> None:
        deploy({IDENTITY: protected[IDENTITY]})
        stack = moto_stack(IDENTITY)
        stack.status = status

        def event(kind: str, id_: str, status: str) -> Event:
            return Event(
                stack_id=stack.stack_id,
                stack_name=IDENTITY,
                logical_resource_id="It",
                physical_resource_id=id_,
                resource_type=kind,
                resource_status=status,
                resource_status_reason=None,
                resource_properties=None,
            )

        own = ("CREATE_IN_PROGRESS", *of_the_stack, status)
        stack.events = [
            *(event("AWS::CloudFormation::Stack", stack.stack_id, status) for status in own),
            *(event(kind, id_, status) for (kind, id_), status in events.items()),
        ]

    return fail_


def pools() -> list[str]:
    """Return the ids of all user pools."""
    client = boto3.client("cognito-idp", REGION)
    return [pool["Id"] for pool in client.list_user_pools(MaxResults=10)["UserPools"]]


def stacks() -> list[str]:
    """Return the names of all stacks."""
    return [
        s["StackName"] for s in boto3.client("cloudformation", REGION).describe_stacks()["Stacks"]
    ]
