"""Where a stage is deployed: an account, a region, and a session there."""

from dataclasses import dataclass

import boto3

from ..deployment.clouds import connect, own_account, reading
from ..deployment.environment import LOCAL
from ..deployment.stack import Stacks
from ..errors import RefusedError


@dataclass(frozen=True)
class Place:
    """An account and a region, and the session that reaches them."""

    account: str
    region: str
    session: boto3.Session


def refuse_local(stage: str) -> None:
    """Raise RefusedError if the stage lives on this machine."""
    if stage == LOCAL:
        raise RefusedError(
            "stage local lives on this machine: use `make local`, or name another stage, as in"
            " --stage dev (make: STAGE=dev)."
        )


def find_place(stage: str, stacks: Stacks) -> Place:
    """Return where the stacks of a stage go, by the credentials at hand.

    Raises:
        RefusedError: there is no such region.
        OpsError: the stage lives in another account, or AWS cannot be asked.
    """
    wanted = next(iter(stacks.values()))
    with reading(None):
        session = connect(wanted.region)
        region = session.client("cloudformation").meta.region_name
        return Place(own_account(session, stage, wanted.account), region, session)
