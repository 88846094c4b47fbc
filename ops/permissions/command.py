"""`python -m ops permissions --stage S`: the policy by which a stage is deployed.

Made of the templates and of tables alone: it asks no AWS, and needs no credentials.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..deployment.assembly import synthesized
from ..errors import RefusedError
from .caller import (
    backup_policy,
    caller_policy,
    cleaning_policy,
    differ_policy,
    doctor_policy,
)
from .execution import execution_policy
from .place import Place, place_of
from .policy import MOST_CHARACTERS, Policy, length

POLICIES: Mapping[str, Callable[[Place], Policy]] = {
    "caller": caller_policy,
    "cleaning": cleaning_policy,
    "diff": differ_policy,
    "backup": backup_policy,
    "doctor": doctor_policy,
    "execution": execution_policy,
}


def run(arguments: Sequence[str]) -> None:
    """Print an IAM policy: of the caller, what one command needs, or of the execution role.

    Raises:
        RefusedError: there is no such stage, it is deployed without the bootstrap roles, or the
            policy is longer than IAM takes.
        OpsError: the account or the region is open or is none, or a type has no row.
    """
    parser = command_parser("permissions", __doc__)
    add_stage(parser, default="dev")
    add_assembly(parser)
    parser.add_argument("--for", dest="whose", choices=POLICIES, default="caller")
    parser.add_argument("--stack", help="one of the stage's; without it, all of them")
    parser.add_argument("--account", help="12 digits, where stages.py leaves it open")
    parser.add_argument("--region", default=os.environ.get("AWS_REGION"), help="likewise")
    chosen = parser.parse_args(arguments)
    with synthesized(chosen.stage, chosen.assembly) as stacks:
        place = place_of(stacks, chosen.account, chosen.region)
    print(written(POLICIES[chosen.whose](_part(place, chosen.stack))))


def _part(place: Place, name: str | None) -> Place:
    """Return the place with one of its stacks alone, where one is named."""
    if name is None:
        return place
    if name not in place.stacks:
        raise RefusedError(f"the stage has no stack {name}: use one of {', '.join(place.stacks)}.")
    return replace(place, part=name)


def written(policy: Policy) -> str:
    """Return a policy as JSON.

    Raises:
        RefusedError: IAM takes none as long as that.
    """
    if (characters := length(policy)) > MOST_CHARACTERS:
        raise RefusedError(
            f"the policy has {characters} characters, and IAM takes {MOST_CHARACTERS}: print one"
            " for each stack, by --stack (make: STACK=)."
        )
    return json.dumps(policy, indent=2)
