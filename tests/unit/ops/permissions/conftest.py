"""The sample stage whose policies are made."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.assembly import read
from ops.permissions.place import Place
from tests.samples import REFERENCE
from tests.unit.ops.permissions.places import place


@pytest.fixture
def reference(samples: Mapping[str, Path]) -> Place:
    """The sample stage that has every resource type."""
    return place(read(samples[REFERENCE.name], REFERENCE.name))
