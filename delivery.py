"""Which workflows may deploy: DELIVERY -> the stages' own policies -> stack -> checks -> synth.

It is an app of its own, beside app.py: `make delivery` deploys it, once an account.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import aws_cdk as cdk

from app import add_checks, add_stacks
from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.errors import OpsError
from ops.permissions.caller import caller_policy, differ_policy
from ops.permissions.place import Place
from ops.permissions.policy import MOST_CHARACTERS, Policy, length
from stacks.delivery_stack import DeliveryStack, Rights
from stacks.errors import SynthError
from stacks.rules.delivery import DeliveryError, check_delivery
from stacks.settings import Delivery
from stacks.stage import Stage
from stacks.stages_file import load_delivery, load_stages


def add_delivery(app: cdk.App, delivery: Delivery | None, stages: Mapping[str, Stage]) -> None:
    """Add the stack of a repository, with the stages that are in the credentials' account.

    Raises:
        SynthError: it makes no sense, or a stage does not.
    """
    delivery = check_delivery(delivery, stages)
    account = os.environ.get("CDK_DEFAULT_ACCOUNT")
    chosen = [stages[name] for name in delivery.stages]
    here = [stage for stage in chosen if account in (None, stage.account or account)]
    if not here:
        raise DeliveryError(
            f"no stage of DELIVERY is in account {account}: log in to one of"
            f" {', '.join(sorted({str(stage.account) for stage in chosen}))}"
        )
    DeliveryStack(
        app,
        project=chosen[0].project,
        delivery=delivery,
        rights={stage.name: rights(stage) for stage in here},
    )


def rights(stage: Stage) -> Rights:
    """Return what deploys a stage, and what compares it, from the templates that it has now."""
    with TemporaryDirectory(prefix="delivery-") as directory:
        app = cdk.App(outdir=directory, post_cli_context={"aws:cdk:bundling-stacks": []})
        add_stacks(app, stage)
        app.synth()
        return rights_of(stage, read(Path(directory), stage.name))


def rights_of(stage: Stage, stacks: Stacks) -> Rights:
    """Return the policies that `make permissions` prints of a stage, wherever it goes."""
    place = Place(
        account=stage.account or cdk.Aws.ACCOUNT_ID,
        region=stage.region or cdk.Aws.REGION,
        stacks=stacks,
    )
    _refuse_too_long(stage, caller_policy(_at_its_longest(place)))
    return Rights(deploy=caller_policy(place), diff=differ_policy(place))


def _at_its_longest(place: Place) -> Place:
    """Return a place with an account of 12 digits, and a long region where it is open."""
    is_open = cdk.Token.is_unresolved(place.region)
    region = "ap-southeast-1" if is_open else place.region
    return replace(place, account="1" * 12, region=region)


def _refuse_too_long(stage: Stage, policy: Policy) -> None:
    if (characters := length(policy)) > MOST_CHARACTERS:
        raise DeliveryError(
            f"what deploys stage {stage.name} needs a policy of {characters} characters, and IAM"
            f" takes {MOST_CHARACTERS}: give the project or the stage a shorter name, or leave the"
            " stage out of DELIVERY"
        )


def main() -> None:
    """Synthesize the stack that stages.py asks for."""
    app = cdk.App()
    add_delivery(app, load_delivery(), load_stages())
    add_checks(app)
    app.synth()


if __name__ == "__main__":
    try:
        main()
    except (SynthError, OpsError) as error:
        sys.exit(f"Error: {error}")
