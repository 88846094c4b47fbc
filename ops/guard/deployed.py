"""What is deployed now, by CloudFormation's own account of it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..deployment.clouds import connect, own_account, reading
from ..deployment.environment import stage_endpoint
from ..deployment.stack import Stack, Stacks
from ..errors import OpsError

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient
    from types_boto3_cloudformation.type_defs import StackTypeDef

# Stacks without resources: prepared and never made, or made and taken back.
_EMPTY = ("REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_COMPLETE")


@dataclass(frozen=True)
class Deployed:
    """What the credentials at hand can see of a stage.

    Attributes:
        account: theirs, 12 digits.
        region: where they looked.
        stacks: those of the stage; none when it is not deployed there.
    """

    account: str
    region: str
    stacks: Stacks


def look(stage: str, new: Stacks, names: Collection[str]) -> Deployed:
    """Read the stacks of a stage: those with one of the names, or with the tags of the new ones.

    The tags find what was deployed under a name that nobody remembers.

    Args:
        stage: `local` is sought on this machine.
        new: what is to be deployed; it says in which account and region, if it is fixed.
        names: of the stacks that may be there.

    Raises:
        OpsError: they cannot be read, are of another account, or change at this moment.
    """
    wanted = next(iter(new.values()))
    with reading(stage_endpoint(stage)):
        session = connect(wanted.region)
        client = session.client("cloudformation")
        account = own_account(session, stage, wanted.account)
        stacks = {
            stack["StackName"]: _read(client, stack, account)
            for page in client.get_paginator("describe_stacks").paginate()
            for stack in page["Stacks"]
            if stack["StackStatus"] not in _EMPTY
            and (stack["StackName"] in names or _tags(stack).items() >= wanted.tags.items())
        }
        return Deployed(account, client.meta.region_name, stacks)


def _read(client: "CloudFormationClient", stack: "StackTypeDef", account: str) -> Stack:
    name = stack["StackName"]
    if stack["StackStatus"].endswith("_IN_PROGRESS"):
        raise OpsError(f"the stack {name} changes at this moment: wait for its end and try again.")
    template: object = client.get_template(StackName=name, TemplateStage="Original")["TemplateBody"]
    if isinstance(template, str):  # botocore parses JSON and leaves YAML
        try:
            template = json.loads(template)
        except ValueError as error:
            raise OpsError(f"the template of {name} is not JSON: CDK did not deploy it.") from error
    assert isinstance(template, Mapping)
    return Stack(
        template=template,
        termination_protection=stack.get("EnableTerminationProtection", False),
        account=account,
        region=client.meta.region_name,
    )


def _tags(stack: "StackTypeDef") -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in stack.get("Tags", [])}
