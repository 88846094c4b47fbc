"""`python -m ops destroy --stage S`: remove a stage that is not protected, with its users."""

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from ..deployment import cdk
from ..deployment.arguments import add_stage, command_parser
from ..deployment.assembly import read
from ..deployment.clouds import reading
from ..deployment.outputs_file import outputs_file
from ..deployment.stack import BUCKET, KEY, Stack, Stacks
from ..deployment.terminal import agreed
from ..errors import RefusedError
from ..guard import command as guard
from ..guard.first import last_region
from .leftovers import find_remains
from .place import find_place, refuse_local
from .sealed import sealed_assembly
from .stacks import statuses, told, wait_until_settled

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_OUTLIVING = {BUCKET: "bucket", KEY: "key"}


def run(arguments: Sequence[str]) -> None:
    """Remove the stacks of a stage, and say what is left of it.

    Raises:
        RefusedError: it is protected, or nobody agreed; nothing was removed.
        OpsError: CloudFormation could not remove it, or AWS cannot be asked.
    """
    parser = command_parser("destroy", __doc__)
    add_stage(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask at the terminal")
    chosen = parser.parse_args(arguments)
    stage: str = chosen.stage
    refuse_local(stage)
    with sealed_assembly(stage) as assembly:
        stacks = read(assembly.directory, stage)
        place = find_place(stage, stacks)
        client = place.session.client("cloudformation")
        with reading(None):
            wait_until_settled(client, stacks)
            found = statuses(client, stacks)
        where = f"account {place.account}, region {place.region}"
        if not found:
            _refuse_elsewhere(stage, place.region, where)
        guard.run(["--destroy", "--stage", stage, "--assembly", str(assembly.directory)])
        kept = [*_kept(client, stacks, found)]
        if found:
            print(f"To be removed from {where}: {told(found)}.")
            _ask(stage, yes=chosen.yes)
            app = f"--app={assembly.directory}"
            cdk.run("destroy", "--all", "--force", app, region=place.region)
            outputs_file(stage).unlink(missing_ok=True)
        with reading(None):
            left = find_remains(place.session, stacks).leftovers
    print(f"Nothing of stage {stage} is deployed in {where}.")
    if outputs_file(stage).exists():
        print(f"Kept: outputs/{stage}.json, of what was deployed by other credentials, or is gone.")
    for name in kept:
        print(f"Kept, with all that is in it: {name}. docs/backup.md says how it goes.")
    for one in left:
        print(f"Left, and removed by a deployment with --clean: {one}.")


def _refuse_elsewhere(stage: str, region: str, where: str) -> None:
    """Raise RefusedError if a stage that is not where it was sought was deployed elsewhere."""
    last = last_region(stage)
    if last not in (None, region):
        raise RefusedError(
            f"nothing of stage {stage} is in {where}, and outputs/{stage}.json says that it was"
            f" deployed in {last}: set AWS_REGION={last}, or delete that file if nothing of it is"
            " deployed any more."
        )


def _kept(client: "CloudFormationClient", stacks: Stacks, found: Collection[str]) -> Iterator[str]:
    """Name the buckets and keys that outlive their stacks, protected or not."""
    pages = client.get_paginator("list_stack_resources")
    for name in found:
        with reading(None):
            there = [
                one
                for page in pages.paginate(StackName=name)
                for one in page["StackResourceSummaries"]
            ]
        for resource in there:
            noun = _OUTLIVING.get(resource["ResourceType"])
            if noun and _is_retained(stacks[name], resource["LogicalResourceId"]):
                yield f"the {noun} {resource.get('PhysicalResourceId')}"


def _is_retained(stack: Stack, name: str) -> bool:
    return str(stack.resources.get(name, {}).get("DeletionPolicy")).startswith("Retain")


def _ask(stage: str, *, yes: bool) -> None:
    if yes or agreed(f"Remove stage {stage} for good, with all its users?"):
        return
    remedy = "" if sys.stdin.isatty() else ": there is no terminal to ask at, so say --yes (YES=1)"
    raise RefusedError(f"nothing was removed, for nobody agreed{remedy}.")
