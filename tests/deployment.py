"""One deployment for all tests that need one, by the code of `make local` on a port of its own.

The clients are imported by the fixtures: suites that deploy nothing need not pay for them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from app import add_stacks
from stages import STAGES
from tests.samples import changed
from tests.synthesis import app_of, deployable_app

if TYPE_CHECKING:
    from ops.deployment.facts import Facts
    from ops.local.cloud import LocalCloud

# A setting of the stage that a test may change: what Python writes as a literal.
Setting = str | int | bool | tuple[str, ...]


@dataclass(frozen=True)
class Deployment:
    """The deployed stage local.

    Attributes:
        endpoint: the base URL of the local AWS. Every live test runs in an environment in which
            a plain `boto3.client(...)` reaches it and nothing else.
        outputs: the outputs of both stacks by name.
        project: the first part of the stacks' names.
        facts: what the stage lets its users do: tests ask, and name nothing that stages.py chose.
        outputs_file: the outputs file, as `make local` writes it.
    """

    endpoint: str
    outputs: dict[str, str]
    project: str
    facts: "Facts"
    outputs_file: Path
    _cloud: "LocalCloud"

    def url(self, route: str) -> str:
        """Return the address of a route, such as `me`."""
        return self.outputs["ApiUrl"] + route

    def redeploy(self, changes: Mapping[str, Setting] | None = None) -> None:
        """Deploy again, with these settings of the stage (by path) changed, or as it is."""
        self._cloud.up(app=app_of(self._synthesized(changes)) if changes else None)

    def _synthesized(self, changes: Mapping[str, Setting]) -> Path:
        outdir = Path(mkdtemp(dir=self.outputs_file.parents[1]))
        app = deployable_app(outdir)
        add_stacks(app, changed(STAGES["local"], changes))
        app.synth()
        return outdir


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The deployment that all live tests share; they fail where it cannot be made."""
    from ops.deployment.live_facts import read_facts  # noqa: PLC0415 - see above
    from ops.local.cloud import LocalCloud  # noqa: PLC0415 - see above
    from ops.local.emulator import free_port  # noqa: PLC0415 - see above

    state = tmp_path_factory.mktemp("local-cloud")
    cloud = LocalCloud(free_port(), state=state, outputs_file=state / "outputs/local.json")
    try:
        outputs = cloud.up()
        yield Deployment(
            endpoint=cloud.emulator.endpoint,
            outputs=outputs.named(),
            project=outputs.project,
            facts=read_facts(outputs),
            outputs_file=cloud.outputs_file,
            _cloud=cloud,
        )
    finally:
        cloud.down()


@pytest.fixture(scope="session")
def new_phone_number(deployment: Deployment) -> Callable[..., str]:
    """Make phone numbers of the deployment's own countries, or of those named, each only once.

    The pool is asked too: a command that failed on purpose has left its own user there.
    """
    import boto3  # noqa: PLC0415 - see above

    from ops.deployment.environment import isolated  # noqa: PLC0415 - see above
    from ops.people.accounts import exists  # noqa: PLC0415 - see above
    from ops.people.numbers import new_number  # noqa: PLC0415 - see above

    given = set(deployment.facts.test_numbers)
    with isolated(deployment.endpoint):
        cognito = boto3.client("cognito-idp")

    def new(*countries: str) -> str:
        while True:
            number = new_number(countries or deployment.facts.countries, taken=given)
            given.add(number)
            if not exists(cognito, deployment.outputs["UserPoolId"], number):
                return number

    return new
