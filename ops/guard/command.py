"""`python -m ops guard --stage S`: may this update be deployed?"""

import sys
from collections.abc import Sequence
from dataclasses import replace

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..deployment.assembly import synthesized
from ..deployment.stack import POOL, Stacks, properties
from ..errors import RefusedError
from .contract import contract_path, contracted_stages, read_contract
from .deployed import look
from .first import last_region, refuse_a_renamed_stage
from .rules import findings
from .update import Danger, Finding, Update


def run(arguments: Sequence[str]) -> None:
    """Judge the deployment of a stage, or its removal.

    Raises:
        RefusedError: it must not happen; with a sentence for every reason.
        OpsError: it could not be judged.
    """
    parser = command_parser("guard", __doc__)
    add_stage(parser)
    add_assembly(parser)
    parser.add_argument("--allow-client-break", action="store_true")
    parser.add_argument("--destroy", action="store_true", help="judge `cdk destroy` instead")
    chosen = parser.parse_args(arguments)
    stage = chosen.stage
    promised = read_contract(contract_path(stage))
    with synthesized(stage, chosen.assembly) as stacks:
        deployed = look(stage, stacks, {*promised, *stacks})
        account, region = deployed.account, deployed.region
        new = {
            name: replace(stack, account=stack.account or account, region=stack.region or region)
            for name, stack in stacks.items()
        }
    if chosen.destroy:
        _judge_removal(stage, {**promised, **deployed.stacks})
    elif promised or deployed.stacks:
        update = Update.of({**_last_seen(stage, promised), **deployed.stacks}, new)
        refusal = f"stage {stage} must not be deployed like this"
        stop(findings(update), refusal, allow_client_break=chosen.allow_client_break)
        if deployed.stacks:
            said = "keeps its users: compared with what is deployed"
        else:
            said = "is held to its contract, for nothing is deployed"
        print(f"Stage {stage} {said} in {account}, {region}.")
    else:
        refuse_a_renamed_stage(stage, new, region)
        place = f"{account}, {region}"
        print(f"Stage {stage} is deployed for the first time: nothing of it is in {place}.")


def stop(found: Sequence[Finding], refusal: str, *, allow_client_break: bool) -> None:
    """Print what is allowed, and stop if there is anything else.

    Args:
        found: everything that speaks against an update.
        refusal: what is said before the reasons.
        allow_client_break: whether clients may break.

    Raises:
        RefusedError: something is not allowed; with a sentence for each.
    """
    reasons = []
    for finding in found:
        if finding.danger is Danger.BREAKS and allow_client_break:
            print(f"Allowed: {finding.sentence}.", file=sys.stderr)
        else:
            reasons.append(finding)
    if reasons:
        lines = [
            f"\n  It {danger.value}:" + "".join(f"\n  - {sentence}." for sentence in sentences)
            for danger in Danger
            if (sentences := [r.sentence for r in reasons if r.danger is danger])
        ]
        if all(reason.danger is Danger.BREAKS for reason in reasons):
            lines.append("\n  --allow-client-break lets this pass (make: ALLOW_CLIENT_BREAK=1).")
        raise RefusedError(f"{refusal}:{''.join(lines)}")


def _judge_removal(stage: str, stacks: Stacks) -> None:
    for name, stack in stacks.items():
        for pool in stack.of_type(POOL):
            resource = stack.resources[pool]
            if (
                stack.termination_protection
                or resource.get("DeletionPolicy", "Delete") != "Delete"
                or properties(resource).get("DeletionProtection") == "ACTIVE"
            ):
                raise RefusedError(
                    f"stage {stage} is protected, and without the stack {name} its users have no"
                    " directory: whoever must retire it for good deletes the stack by hand."
                )
    print(f"Stage {stage} is not protected: it may be removed, with its users.")
    if stage in contracted_stages():
        print(f"Delete contracts/{stage}.json after it: what is gone promises nothing.")


def _last_seen(stage: str, promised: Stacks) -> Stacks:
    """Fill in where the last deployment from this machine went, if the contract leaves it open."""
    region = last_region(stage)
    return {name: replace(stack, region=stack.region or region) for name, stack in promised.items()}
