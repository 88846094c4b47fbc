"""`python -m ops prove --stage S`: show that a deployed stage does what it promises.

It makes a user of its own and deletes it again, whatever happens; nobody else is touched.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing

from ..deployment.arguments import add_stage, command_parser
from ..deployment.clouds import connect, reading
from ..deployment.environment import LOCAL
from ..deployment.live_outputs import from_cloudformation
from ..deployment.lookup import find_outputs
from ..deployment.subject import Subject
from ..deployment.terminal import agreed
from ..errors import OpsError, RefusedError
from ..people.person import Person
from .behaviour import behaviour
from .own_user import own_user
from .promises import promises
from .settings import as_deployed
from .table import FAILED, OK, Row, Rows, printed, row, told

WIDTHS = (66, 45)


def run(arguments: Sequence[str]) -> None:
    """Prove a stage and print each promise, what was seen and the verdict.

    Raises:
        RefusedError: the stage is protected, and nobody said yes.
        OpsError: a promise does not hold, or the stage cannot be asked.
    """
    parser = command_parser("prove", __doc__)
    add_stage(parser)
    parser.add_argument("--yes", action="store_true", help="of a protected stage: do not ask")
    chosen = parser.parse_args(arguments)
    stage: str = chosen.stage
    outputs = find_outputs(stage) if stage == LOCAL else from_cloudformation(stage)
    with reading(outputs.local_endpoint):
        subject = Subject(outputs, connect(outputs.region, patient=True))
        if subject.protected and not chosen.yes:
            _ask(stage)
        print(f"Proving stage {stage}, in {outputs.region}:", flush=True)
        rows = []
        with closing(_rows(subject)) as found:  # by an interruption too, while AWS is at hand
            for one in found:
                print(f"  {printed(one, WIDTHS)}", flush=True)
                rows.append(one)
    _conclude(stage, rows)


def _rows(subject: Subject) -> Rows:
    yield from promises(subject)
    yield from as_deployed(subject)
    with ExitStack() as stack:
        made: list[Person] = []

        def make() -> Rows:
            person, how = stack.enter_context(own_user(subject))
            made.append(person)
            yield row("a user can be made", how, holds=True)

        yield from told("a user can be made", make)
        for person in made:
            yield from behaviour(subject, person)


def _ask(stage: str) -> None:
    """Ask, where there is somebody to ask; where there is nobody, the answer is no."""
    if not agreed(f"Make a user of its own in the protected stage {stage}, and delete it again?"):
        raise RefusedError(
            f"stage {stage} is protected, and nobody said yes to a user of the proof's own in it:"
            " answer at a terminal, or add --yes (make: YES=1)."
        )


def _conclude(stage: str, rows: Sequence[Row]) -> None:
    failed = [found.promised for found in rows if found.verdict == FAILED]
    if failed:
        raise OpsError(
            f"{len(failed)} of {len(rows)} promises of stage {stage} do not hold: see FAILED above."
            " What was changed or deleted by hand, no deployment sets right by itself:"
            ' docs/runbook.md, "The proof fails", has the steps.'
        )
    shown = sum(found.verdict == OK for found in rows)
    print(f"Stage {stage} is proven: {shown} promises hold, {len(rows) - shown} are not shown.")
