"""`python -m ops deploy --stage S`: guard and deploy a stage, and prove it.

What is judged is what is deployed: an assembly of this run alone. What it must not leave behind is
an open stack policy, whatever ends it. An interrupted run is run again: CloudFormation goes on with
what it has begun, and the next run waits for it.
"""

import os
import sys
from collections.abc import Sequence

from ..account import command as account
from ..deployment import cdk
from ..deployment.arguments import add_stage, command_parser
from ..deployment.assembly import read
from ..deployment.clouds import reading
from ..deployment.interruption import afterwards
from ..deployment.outputs_file import outputs_file, read_stacks, write_stacks
from ..deployment.stack import Stacks
from ..deployment.terminal import agreed
from ..errors import OpsError, RefusedError
from ..guard import command as guard
from ..guard import renewal
from ..guard.contract import contract_path
from ..guard.deployed import look
from ..prove import command as prove
from .cleaning import clear_the_way
from .diff import show_difference
from .gateway import serve_the_pool
from .place import Place, find_place, refuse_local
from .policies import StackPolicies
from .sealed import SealedAssembly, sealed_assembly
from .stacks import moving, refuse_stuck, told, wait_until_settled


def run(arguments: Sequence[str]) -> None:
    """Deploy the sources as a stage, if the guard and the operator agree.

    Raises:
        RefusedError: it must not happen, or nobody wants it; nothing was deployed.
        OpsError: something failed, which the sentence names; or the proof did, and it stands.
    """
    parser = command_parser("deploy", __doc__)
    add_stage(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask at the terminal")
    parser.add_argument("--allow-client-break", action="store_true")
    parser.add_argument("--clean", action="store_true", help="remove what a failed one has left")
    chosen = parser.parse_args(arguments)
    stage: str = chosen.stage
    refuse_local(stage)
    with sealed_assembly(stage) as assembly:
        stacks = read(assembly.directory, stage)
        _refuse_what_could_not_be_kept(stage)
        place = find_place(stage, stacks)
        print(f"Account {place.account}, region {place.region}", flush=True)
        policies = _prepared(stage, stacks, place, clean=chosen.clean)
        breaks = ["--allow-client-break"] if chosen.allow_client_break else []
        of_stage = ["--stage", stage, "--assembly", str(assembly.directory)]
        guard.run([*of_stage, *breaks])
        account.run([*of_stage, "--check"])
        show_difference(assembly.directory, place.region)
        _ask(stage, place, yes=chosen.yes)
        _deploy(stage, assembly, policies, place, stacks, open_policies=bool(breaks))
        renewal.run([stage, "--assembly", str(assembly.directory), "--deployed"])
    _prove(stage)


def _prepared(stage: str, stacks: Stacks, place: Place, *, clean: bool) -> StackPolicies:
    """Wait for what runs, clear the way, and close what a killed run has left open."""
    with reading(None):
        client = place.session.client("cloudformation")
        wait_until_settled(client, stacks)
        refuse_stuck(client, stacks)
        clear_the_way(place.session, stage, stacks, clean=clean)
        policies = StackPolicies(client, new=stacks, deployed=look(stage, stacks, stacks).stacks)
        policies.close_what_was_left_open()
    return policies


def _refuse_what_could_not_be_kept(stage: str) -> None:
    """Raise RefusedError if what a deployment writes here afterwards could not be written."""
    for path in (outputs_file(stage), contract_path(stage)):
        folder = path.parent if os.path.lexists(path.parent) else path.parent.parent
        if path.is_dir() or not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            raise RefusedError(
                f"nothing was deployed, for {path.parent.name}/{path.name} could not be written"
                f" after it: let this user write files in {path.parent}."
            )


def _ask(stage: str, place: Place, *, yes: bool) -> None:
    """Ask, where there is somebody to ask."""
    if yes or not sys.stdin.isatty():
        return
    if not agreed(f"Deploy this to stage {stage} ({place.account}, {place.region})?"):
        raise RefusedError("nothing was deployed, for the answer was no.")


def _deploy(
    stage: str,
    assembly: SealedAssembly,
    policies: StackPolicies,
    place: Place,
    stacks: Stacks,
    *,
    open_policies: bool,
) -> None:
    """Deploy exactly the assembly, and keep its outputs."""
    outputs = assembly.directory.with_name("outputs.json")
    client = place.session.client("cloudformation")
    with reading(None), afterwards(policies.close):
        assembly.check()
        if open_policies:
            policies.open()
        deploy = ["deploy", "--all", f"--app={assembly.directory}", "--require-approval=never"]
        try:
            cdk.run(*deploy, f"--outputs-file={outputs}", region=place.region)
        except KeyboardInterrupt:
            if at_work := moving(client, stacks):
                print(
                    f"\nCloudFormation goes on by itself with {told(at_work)}: run this again,"
                    " which waits for its end.",
                    file=sys.stderr,
                )
            raise
        serve_the_pool(place.session, stacks)
    try:
        write_stacks(read_stacks(outputs, stage), outputs_file(stage))
    except OSError as error:
        raise OpsError(
            f"stage {stage} is deployed and not proven yet, for outputs/{stage}.json could not be"
            f" written ({error.strerror}): mend that, and run this again."
        ) from error
    print(f"Wrote outputs/{outputs_file(stage).name}", flush=True)


def _prove(stage: str) -> None:
    try:
        prove.run(["--stage", stage, "--yes"])
    except OpsError as error:
        raise OpsError(f"stage {stage} is deployed, and its proof failed: {error}") from error
