"""`python -m ops diff --stage S`: what a deployment would change, of security too."""

from collections.abc import Sequence
from pathlib import Path

from ..deployment import cdk
from ..deployment.arguments import add_stage, command_parser
from ..deployment.assembly import read
from .place import find_place, refuse_local
from .sealed import sealed_assembly


def run(arguments: Sequence[str]) -> None:
    """Show what a deployment of the sources would change.

    Raises:
        RefusedError: there is no such stage or region, or the CDK app refuses the stage.
        OpsError: the CLI failed, or AWS cannot be asked.
    """
    parser = command_parser("diff", __doc__)
    add_stage(parser, default="dev")
    stage = parser.parse_args(arguments).stage
    refuse_local(stage)
    with sealed_assembly(stage) as assembly:
        place = find_place(stage, read(assembly.directory, stage))
        print(f"Compared with account {place.account}, region {place.region}", flush=True)
        show_difference(assembly.directory, place.region)


def show_difference(assembly: Path, region: str) -> None:
    """Show what the stacks of an assembly would change, by their templates alone.

    A change set would tell no more of security, and would leave a prepared stack behind.
    """
    cdk.run("diff", f"--app={assembly}", "--method=template", region=region)
