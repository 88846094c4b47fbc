"""An AWS account that moto plays, and assemblies to deploy there."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3

from ops.deployment.assembly import read
from ops.deployment.stack import BUCKET, CLIENT, IDENTITY_POOL, KEY, POOL, REST_API, ROLE, Stacks
from ops.guard.contract import contract_text
from tests.unit.ops.guard.case import Case, Mutation
from tests.unit.ops.guard.cases import STAGE

ACCOUNT = "123456789012"
REGION = "eu-west-1"
KNOWN = (POOL, CLIENT, IDENTITY_POOL, REST_API, ROLE, BUCKET, KEY)
# What moto wants of them, and the contract does not keep.
WANTED: Mapping[str, Mapping[str, Any]] = {REST_API: {"Name": "api"}, KEY: {"KeyPolicy": {}}}
Run = Callable[..., tuple[int, str, str]]


def changed(assembly: Path, change: Mutation, to: Path) -> Path:
    """Copy the assembly of the sample stage with a mutation of its templates."""
    shutil.copytree(assembly, to)
    for name, stack in Case("", change).update(read(assembly, STAGE)).new.items():
        (to / f"{name}.template.json").write_text(json.dumps(stack.template))
    return to


def environment(assembly: Path, value: str, to: Path) -> Path:
    """Copy an assembly, fixed to an environment such as `aws://111122223333/eu-west-1`."""
    shutil.copytree(assembly, to)
    manifest = json.loads((to / "manifest.json").read_text())
    for artifact in manifest["artifacts"].values():
        if "environment" in artifact:
            artifact["environment"] = value
    (to / "manifest.json").write_text(json.dumps(manifest))
    return to


def deploy(stacks: Stacks, region: str = REGION) -> None:
    """Deploy of each stack what the contract keeps: moto does not know all the rest."""
    client, parameters = boto3.client("cloudformation", region), boto3.client("ssm", region)
    for stack in stacks.values():
        for parameter in stack.template.get("Parameters", {}).values():
            # It reads parameters before it makes them.
            parameters.put_parameter(
                Name=parameter["Default"], Value="shared", Type="String", Overwrite=True
            )
    for name, cut in json.loads(contract_text(stacks)).items():
        resources = cut["template"]["Resources"]
        cut["template"]["Outputs"] = {}
        for logical_id, resource in list(resources.items()):
            if resource["Type"] not in KNOWN:
                del resources[logical_id]
            elif resource["Type"] == ROLE:
                resource["Properties"].pop("ManagedPolicyArns", None)
            else:
                resource["Properties"] = {
                    **WANTED.get(resource["Type"], {}),
                    **resource.get("Properties", {}),
                }
        client.create_stack(
            StackName=name,
            TemplateBody=json.dumps(cut["template"]),
            Tags=[{"Key": k, "Value": v} for k, v in stacks[name].tags.items()],
            EnableTerminationProtection=cut["terminationProtection"],
        )
