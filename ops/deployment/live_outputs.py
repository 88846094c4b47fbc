"""The same ids as `outputs/<stage>.json`, straight from CloudFormation."""

from typing import TYPE_CHECKING

from ..errors import OpsError
from .clouds import connect, own_account, reading
from .environment import embedded_endpoint, stage_endpoint
from .outputs import PATTERNS, StackOutputs, checked, deploy_command, stage_stacks
from .outputs_file import localized
from .stages import account_and_region, refuse_unknown

if TYPE_CHECKING:
    from types_boto3_cloudformation.type_defs import StackTypeDef


def from_cloudformation(stage: str) -> StackOutputs:
    """Read the outputs of a stage's stacks as they are deployed now.

    Where stages.py says in which account and region the stage lives, they are looked for there.

    Raises:
        RefusedError: there is no such stage.
        OpsError: nothing is deployed, a part of it, or AWS cannot be asked; or the credentials are
            of another account than the stage's.
    """
    endpoint = stage_endpoint(stage)
    account, region = (None, None) if endpoint else account_and_region(stage)
    try:
        with reading(endpoint):
            session = connect(region)
            if account:
                own_account(session, stage, account)
            client = session.client("cloudformation")
            pages = client.get_paginator("describe_stacks").paginate()
            stacks = {stack["StackName"]: stack for page in pages for stack in page["Stacks"]}
    except OpsError:
        refuse_unknown(stage)  # which no log-in would mend
        raise
    source = f"CloudFormation in {client.meta.region_name}"
    # A stage `x-dev` ends as `dev` does: its tag tells.
    names = [name for name, stack in stacks.items() if _stage_tag(stack) in (None, stage)]
    deployed = {
        name: {o["OutputKey"]: o["OutputValue"] for o in stacks[name].get("Outputs", [])}
        for name in stage_stacks(stage, names, source=source).values()
    }
    if not deployed:
        refuse_unknown(stage)
        raise OpsError(
            f"Stage {stage} is not deployed: {source} has no stack"
            f" {' or '.join(f'<project>-{stage}-{part}' for part in PATTERNS)}; run"
            f" `{deploy_command(stage)}`"
            + ("." if region else ", or set AWS_REGION to the region that it is in.")
        )
    # The embedded cloud, in AWS's place too, has an address of its own for an API.
    served = endpoint or embedded_endpoint()
    outputs = localized(deployed, served) if served else deployed
    return checked(stage, outputs, source=source)


def _stage_tag(stack: "StackTypeDef") -> str | None:
    return next((tag["Value"] for tag in stack.get("Tags", []) if tag["Key"] == "stage"), None)
