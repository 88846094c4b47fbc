"""`python -m ops bootstrap --stage S`: `cdk bootstrap` of the stage's account and region."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ..deployment import cdk
from ..deployment.arguments import add_stage, command_parser
from ..deployment.assembly import synthesized
from .place import find_place, refuse_local


def run(arguments: Sequence[str]) -> None:
    """Make what the CDK deploys by: a bucket and roles, once an account and region.

    Without a policy the CLI lets CloudFormation do everything (AdministratorAccess).

    Raises:
        RefusedError: there is no such stage or region.
        OpsError: the CLI failed, or AWS cannot be asked.
    """
    parser = command_parser("bootstrap", __doc__)
    add_stage(parser, default="dev")
    parser.add_argument(
        "--execution-policy",
        metavar="ARN",
        help="of the role by which CloudFormation deploys; several with commas between",
    )
    chosen = parser.parse_args(arguments)
    stage = chosen.stage
    refuse_local(stage)
    with synthesized(stage, None) as stacks:
        place = find_place(stage, stacks)
    print(f"Account {place.account}, region {place.region}", flush=True)
    policy = chosen.execution_policy
    limits = [f"--cloudformation-execution-policies={policy}"] if policy else []
    # From outside the project: inside, the CLI would run the app first.
    with TemporaryDirectory(prefix="bootstrap-") as elsewhere:
        environment = f"aws://{place.account}/{place.region}"
        cdk.run("bootstrap", environment, *limits, cwd=Path(elsewhere), region=place.region)
