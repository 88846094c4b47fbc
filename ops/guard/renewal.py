"""`python -m ops contract`: write contracts anew from the sources, or from what was deployed."""

from collections.abc import Sequence

from ..deployment.arguments import add_assembly, command_parser
from ..deployment.assembly import synthesized
from ..deployment.files import write_whole
from ..deployment.stack import Stacks
from ..errors import RefusedError
from .command import stop
from .contract import contract_path, contract_text, contracted_stages, read_contract
from .rules import findings
from .update import Update


def run(arguments: Sequence[str]) -> None:
    """Renew the contract of each stage that is named; without names, every contract there is.

    A contract is kept, not worn down: what the guard would refuse, a renewal refuses too. To give
    up one on purpose, of a stage that is deployed nowhere, delete its file first. What was deployed
    a moment ago is not judged again: the guard has, and it is what must stay from now on.

    Raises:
        RefusedError: a stage breaks its contract; the file is as it was.
        OpsError: the CDK app refuses a stage.
    """
    parser = command_parser("contract", __doc__)
    parser.add_argument("stage", nargs="*", help="of these; without any, of all that have one")
    add_assembly(parser)
    parser.add_argument("--deployed", action="store_true", help="the assembly was just deployed")
    parser.add_argument("--allow-client-break", action="store_true")
    chosen = parser.parse_args(arguments)
    stages = chosen.stage or contracted_stages()
    if chosen.assembly and len(stages) != 1:
        raise RefusedError("--assembly is of one stage: name exactly that one.")
    if not stages:
        print("No stage has a contract yet: the first `make deploy` of a stage writes it.")
    for stage in stages:
        with synthesized(stage, chosen.assembly) as stacks:
            if not chosen.deployed:
                _judge(stage, stacks, allow_client_break=chosen.allow_client_break)
            _write(stage, contract_text(stacks))


def _judge(stage: str, stacks: Stacks, *, allow_client_break: bool) -> None:
    stop(
        findings(Update.of(read_contract(contract_path(stage)), stacks)),
        f"stage {stage} breaks its contract (if the stage is deployed nowhere, delete"
        f" contracts/{stage}.json and run this again)",
        allow_client_break=allow_client_break,
    )


def _write(stage: str, text: str) -> None:
    path = contract_path(stage)
    if path.exists() and path.read_text() == text:
        print(f"contracts/{path.name} is as it must be")
        return
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text)
    print(f"Wrote contracts/{path.name}, what must stay of stage {stage}: commit it")
