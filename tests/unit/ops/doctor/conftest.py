"""An account that answers what a test says, and the sources of a stage."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.stack import Stacks
from tests.samples import REFERENCE, VARIANT
from tests.unit.ops.doctor.answers import Account, stacks_of


@pytest.fixture
def account(elsewhere: None) -> Account:  # noqa: ARG001 - no AWS setting of the machine's counts
    """An account that has not been asked yet."""
    return Account()


@pytest.fixture(scope="session")
def protected(samples: Mapping[str, Path]) -> Stacks:
    """The stacks of a stage that keeps its users."""
    return stacks_of(samples, REFERENCE.name)


@pytest.fixture(scope="session")
def unprotected(samples: Mapping[str, Path]) -> Stacks:
    """The stacks of one that does not."""
    return stacks_of(samples, VARIANT.name)
