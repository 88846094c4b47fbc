"""The stages as they are synthesized, as the guard sees them."""

import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from moto import mock_aws

from ops.guard.assembly import read
from ops.guard.stack import Stacks
from tests.unit.ops.guard.account import REGION


@pytest.fixture(scope="session")
def stages(assemblies: Mapping[str, Path]) -> Mapping[str, Stacks]:
    """Return the stacks of every stage; a test that changes them works on a copy."""
    return {stage: read(directory, stage) for stage, directory in assemblies.items()}


@pytest.fixture(scope="session")
def prod(stages: Mapping[str, Stacks]) -> Stacks:
    """Return the stacks of stage prod."""
    return stages["prod"]


@pytest.fixture
def aws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty directory, with an account that moto plays."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", REGION)
    with mock_aws(), warnings.catch_warnings():
        # It knows fewer types than the templates have.
        warnings.filterwarnings("ignore", "Tried to parse AWS")
        yield
