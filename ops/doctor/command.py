"""`python -m ops doctor --stage S`: tell what a stage is ready for, and what to do about the rest.

It reads, and changes nothing: the account, the stacks, texting, the directory, the API, quotas,
alarms and backups. Each finding is green, amber (look at it), red (mend it) or unknown (nobody
could tell), with what to do. It works before the first deployment too, and on the local cloud,
where what that cannot tell is unknown.

It exits with the worst finding:
  0  all green
  1  red        users or operators are, or will be, without something
  3  amber      it works, and somebody should look at it
  4  unknown    nothing worse, but something could not be told
  2  nothing was examined, for the command line is wrong or there is no such stage

CloudFormation compares the stacks with what is there (DetectStackDrift), which takes a minute or
two on AWS. docs/readiness.md has every finding.
"""

import argparse
import math
from collections.abc import Iterator, Sequence

import boto3

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..deployment.clouds import connect, reading
from ..deployment.environment import stage_endpoint
from ..deployment.lookup import find_outputs
from ..deployment.stages import refuse_unknown
from ..deployment.subject import Subject
from ..errors import OpsError, RefusedError
from .asking import ask
from .case import Case, UndeployedError
from .checks import GROUPS, Group
from .checks.account import credentials, unreachable
from .finding import Finding, Findings, unknown
from .report import CODES, counted, document, printed, worst

Told = Iterator[tuple[str, Finding]]


def run(arguments: Sequence[str]) -> int:
    """Examine a stage, tell every finding, and return the worst one's exit code.

    Raises:
        RefusedError: there is no such stage or region, or the load is no load.
    """
    chosen = _parser().parse_args(arguments)
    endpoint = stage_endpoint(chosen.stage)
    told: list[tuple[str, Finding]] = []
    with reading(endpoint):
        session = connect()
        found = _find(chosen.stage, session)
        if isinstance(found, Subject):
            session = found.session
        case = Case(
            chosen.stage, session, endpoint, chosen.assembly, chosen.sign_ins_per_second, found
        )
        if not chosen.json:
            print(f"Stage {case.stage}, {session.region_name or 'no region'}", flush=True)
        for group, finding in examine(case):
            if not chosen.json:
                _show(group, finding, new=not told or told[-1][0] != group)
            told.append((group, finding))
    findings = [finding for _, finding in told]
    print(document(case, told) if chosen.json else f"\nStage {case.stage}: {counted(findings)}.")
    return CODES[worst(findings)]


def examine(case: Case) -> Told:
    """Give every finding with its group, in an order that never changes."""
    first = GROUPS[0].name
    try:
        with reading(case.endpoint):
            (who,) = credentials(case)
    except OpsError as error:
        (refused,) = unreachable(error)
        yield first, refused
        yield "Everything else", unknown("all of it", "nobody can be asked", "see `credentials`")
        return
    yield first, who
    for group in GROUPS:
        for finding in _group(case, group):
            yield group.name, finding


def _group(case: Case, group: Group) -> Findings:
    """Give the findings of a group; what only a deployment tells is one line without one."""
    later = []
    for subject, check in group.checks:
        try:
            yield from ask(case, subject, check)
        except UndeployedError:
            later.append(subject)
    if later:
        yield unknown("once deployed", ", ".join(later), f"run `{case.deploy}`, then this again")


def _find(stage: str, session: boto3.Session) -> Subject | OpsError:
    """Return the deployment, or why there is none to ask."""
    try:
        outputs = find_outputs(stage)
    except RefusedError:
        raise
    except OpsError as error:
        refuse_unknown(stage)
        return error
    same = outputs.region == session.region_name
    return Subject(outputs, session if same else connect(outputs.region))


def _show(group: str, finding: Finding, *, new: bool) -> None:
    if new:
        print(f"\n{group}", flush=True)
    print(printed(finding), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("doctor", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_stage(parser)
    add_assembly(parser)
    parser.add_argument(
        "--sign-ins-per-second",
        type=_load,
        default=1.0,
        metavar="N",
        help="the load that the quotas have to carry; default 1",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")
    return parser


def _load(text: str) -> float:
    try:
        load = float(text)
    except ValueError:
        load = math.nan
    if not 0 < load < math.inf:
        raise RefusedError("--sign-ins-per-second is a number above 0, such as 20 or 0.5.")
    return load
