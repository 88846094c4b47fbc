"""The same ids as `outputs/<stage>.json`, straight from CloudFormation."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ops.errors import OpsError
from ops.local.environment import local_port
from ops.local.outputs import localized
from ops.outputs.cloud import connect, reading
from ops.outputs.stack_outputs import (
    CONTRACT,
    StackOutputs,
    checked,
    deploy_command,
    stack_name,
)

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient


def from_cloudformation(stage: str) -> StackOutputs:
    """Read the outputs of a stage's stacks as they are deployed now.

    Raises:
        OpsError: nothing is deployed, a part of it, or AWS cannot be asked.
    """
    endpoint = local_endpoint() if stage == "local" else None
    with reading(endpoint):
        client = connect().client("cloudformation")
        stacks = {name: _outputs(client, name) for name in (stack_name(stage, p) for p in CONTRACT)}
    deployed = {name: outputs for name, outputs in stacks.items() if outputs is not None}
    region = client.meta.region_name
    if not deployed:
        raise OpsError(
            f"Stage {stage} is not deployed: CloudFormation in {region} has no stack"
            f" {' or '.join(stacks)}; run `{deploy_command(stage)}`, or set AWS_REGION to the"
            f" region that it is in."
        )
    outputs = localized(deployed, endpoint) if endpoint else deployed
    return checked(stage, outputs, source=f"CloudFormation in {region}")


def local_endpoint() -> str:
    """Where the local cloud is, by LOCAL_PORT.

    Raises:
        RefusedError: LOCAL_PORT is not a port.
    """
    return f"http://127.0.0.1:{local_port()}"


def _outputs(client: "CloudFormationClient", name: str) -> dict[str, str] | None:
    """Outputs by name; None when there is no such stack."""
    try:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        # CloudFormation has no code of its own for it: a ValidationError that says so.
        if "does not exist" in error.response.get("Error", {}).get("Message", ""):
            return None
        raise
    return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
