"""The stage as its policies are made for it, and as one asks for it with a key of one's own."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ops.deployment.assembly import read
from ops.deployment.environment import ACCOUNT, LOCAL, REGION
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import read_stacks
from ops.permissions.place import Place
from tests.deployment import Deployment
from tests.live.permissions.caller import VERSION, AsOnAws


@pytest.fixture(scope="package")
def place(assemblies: Mapping[str, Path]) -> Place:
    """Where the stage is, as the templates of one on AWS would say."""
    stacks = {
        name: replace(
            stack,
            template={
                **stack.template,
                "Parameters": {
                    **stack.template.get("Parameters", {}),
                    "BootstrapVersion": VERSION,
                },
            },
        )
        for name, stack in read(assemblies[LOCAL], LOCAL).items()
    }
    return Place(account=ACCOUNT, region=REGION, stacks=stacks)


@pytest.fixture
def outputs(deployment: Deployment) -> StackOutputs:
    """Those of the shared deployment."""
    found = checked(LOCAL, read_stacks(deployment.outputs_file, LOCAL), source="it")
    return AsOnAws(**vars(found))
