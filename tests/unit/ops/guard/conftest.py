"""The stages as they are synthesized, as the guard sees them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.guard.assembly import read
from ops.guard.stack import Stacks


@pytest.fixture(scope="session")
def stages(assemblies: Mapping[str, Path]) -> Mapping[str, Stacks]:
    """Return the stacks of every stage; a test that changes them works on a copy."""
    return {stage: read(directory, stage) for stage, directory in assemblies.items()}


@pytest.fixture(scope="session")
def prod(stages: Mapping[str, Stacks]) -> Stacks:
    """Return the stacks of stage prod."""
    return stages["prod"]
