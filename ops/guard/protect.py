"""`python -m ops protect --stage S`: a stack policy, for deployments that no guard sees."""

import json
from collections.abc import Sequence
from typing import Any

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..deployment.assembly import synthesized
from ..deployment.clouds import connect, reading
from ..deployment.environment import stage_endpoint
from ..deployment.stack import CLIENT, IDENTITY_POOL, POOL, Stack
from .deployed import look


def run(arguments: Sequence[str]) -> None:
    """Let no update replace or delete the pool, the client and the identity pool of a stage.

    Only of stacks with termination protection. `--allow-client-break` leaves the last two open for
    one deployment, which may be the first of a stack; the next run closes them again.

    Raises:
        OpsError: a stack is not deployed, or AWS cannot be asked.
    """
    parser = command_parser("protect", __doc__)
    add_stage(parser)
    add_assembly(parser)
    parser.add_argument("--allow-client-break", action="store_true")
    chosen = parser.parse_args(arguments)
    kinds = (POOL,) if chosen.allow_client_break else (POOL, CLIENT, IDENTITY_POOL)
    with (
        synthesized(chosen.stage, chosen.assembly) as stacks,
        reading(stage_endpoint(chosen.stage)),
    ):
        known = look(chosen.stage, stacks, stacks).stacks if chosen.allow_client_break else stacks
        for name, stack in stacks.items():
            protected = stack.termination_protection and name in known
            if protected and (ids := _of_types(stack, kinds)):
                connect(stack.region).client("cloudformation").set_stack_policy(
                    StackName=name, StackPolicyBody=json.dumps(stack_policy(ids))
                )
                print(f"No update of {name} can replace or delete {', '.join(ids)}.")


def stack_policy(logical_ids: Sequence[str]) -> dict[str, Any]:
    """Return the policy that keeps some resources of a stack and leaves the rest open."""
    return {
        "Statement": [
            {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
            {
                "Effect": "Deny",
                "Action": ["Update:Replace", "Update:Delete"],
                "Principal": "*",
                "Resource": [f"LogicalResourceId/{name}" for name in logical_ids],
            },
        ]
    }


def _of_types(stack: Stack, kinds: Sequence[str]) -> list[str]:
    return [name for kind in kinds for name in stack.of_type(kind)]
