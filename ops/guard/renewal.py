"""`python -m ops contract`: write the contracts anew from the sources."""

import argparse
from collections.abc import Sequence

from ops.guard.assembly import synthesized
from ops.guard.command import stop
from ops.guard.contract import contract_path, contract_text, read_contract
from ops.guard.rules import findings
from ops.guard.update import Update


def run(arguments: Sequence[str]) -> None:
    """Renew the contract of each stage that is named.

    A contract is kept, not worn down: what the guard would refuse, a renewal refuses too. To give
    up one on purpose, of a stage that is deployed nowhere, delete its file first.

    Raises:
        RefusedError: a stage breaks its contract; the file is as it was.
        OpsError: the CDK app refuses a stage.
    """
    parser = argparse.ArgumentParser(prog="python -m ops contract", description=__doc__)
    parser.add_argument("stage", nargs="+")
    parser.add_argument("--allow-client-break", action="store_true")
    chosen = parser.parse_args(arguments)
    for stage in chosen.stage:
        path = contract_path(stage)
        with synthesized(stage, None) as new:
            found = findings(Update(read_contract(path), new))
            stop(
                found,
                f"stage {stage} breaks its contract (if the stage is deployed nowhere, delete"
                f" tests/contract/{path.name} and run this again)",
                allow_client_break=chosen.allow_client_break,
            )
            path.write_text(contract_text(new))
        print(f"Wrote {path.name}")
