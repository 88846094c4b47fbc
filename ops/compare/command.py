"""`python -m ops compare --stage S`: what a stage's cloud does where AWS and the local one differ.

It makes users of its own by the Admin API, without a message, and deletes them again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from botocore.exceptions import ClientError

from ..deployment.arguments import add_stage, command_parser
from ..deployment.clouds import connect, reading
from ..deployment.environment import LOCAL
from ..deployment.interruption import afterwards
from ..deployment.live_facts import read_facts, read_origins
from ..deployment.live_outputs import from_cloudformation
from ..deployment.lookup import find_outputs
from ..deployment.outputs import StackOutputs
from ..deployment.terminal import agreed
from ..errors import RefusedError
from ..people.own_users import OwnUsers
from .difference import AWS, HERE, Difference, Probe
from .differences import DIFFERENCES
from .scene import Scene

_OTHERWISE = "as on neither"


def run(arguments: Sequence[str]) -> None:
    """Run the probes that are safe, on the local stage all of them, and print what was seen.

    Raises:
        RefusedError: nobody said yes to users of its own.
        OpsError: the stage cannot be asked.
    """
    parser = command_parser("compare", __doc__)
    add_stage(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    chosen = parser.parse_args(arguments)
    stage: str = chosen.stage
    outputs = find_outputs(stage) if stage == LOCAL else from_cloudformation(stage)
    if stage != LOCAL and not chosen.yes:
        _ask(stage)
    found = Counter[str]()
    with reading(outputs.local_endpoint), scene_of(outputs) as scene:
        print(f"Comparing stage {stage}, in {outputs.region}, with what AWS documents:", flush=True)
        for row, probe in tried(everything=stage == LOCAL):
            seen = _seen(probe, scene)
            found[seen if seen in (AWS, HERE) else _OTHERWISE] += 1
            there = f"{seen}: {row.here}" if seen == HERE else seen
            print(f"  {row.aws}\n      {there}", flush=True)
    _conclude(found)


def _conclude(found: Counter[str]) -> None:
    told = ", ".join(f"{found[seen]} {seen}" for seen in (AWS, HERE, _OTHERWISE) if found[seen])
    probed = sum(row.probe is not None for row in DIFFERENCES)
    left_out = probed - found.total()
    without = f", {left_out} are tried on the local stage alone" if left_out else ""
    print(
        f"{told}. Of the {len(DIFFERENCES)} rows of docs/local-cloud.md {found.total()} were tried"
        f"{without}, and {len(DIFFERENCES) - probed} cannot be tried."
    )


def tried(*, everything: bool) -> list[tuple[Difference, Probe]]:
    """Return the rows whose probes may run: on AWS those that are safe."""
    return [(r, r.probe) for r in DIFFERENCES if r.probe and (r.safe or everything)]


@contextmanager
def scene_of(outputs: StackOutputs) -> Iterator[Scene]:
    """Give the scene of a stage; its users are gone afterwards."""
    session = connect(outputs.region)
    own = OwnUsers(session.client("cognito-idp"), outputs)
    own.remove_left_over()
    with afterwards(own.remove):
        yield Scene(outputs, read_facts(outputs), read_origins(outputs), session, own)


def _seen(probe: Probe, scene: Scene) -> str:
    try:
        return probe(scene)
    except ClientError as error:
        return f"{error.operation_name} was refused ({error.response['Error']['Code']})"


def _ask(stage: str) -> None:
    if not agreed(f"Make users of its own in stage {stage}, and delete them again?"):
        raise RefusedError(
            f"nobody said yes to users of its own in stage {stage}: answer at a terminal, or add"
            " --yes (make: YES=1)."
        )
