"""Every control is asserted for every stage."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from stages import STAGES
from tests.templates import Template, load


@pytest.fixture(params=STAGES.values(), ids=list(STAGES))
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture
def identity(stage: Stage, assemblies: Mapping[str, Path]) -> Template:
    return load(assemblies[stage.name], "identity")


@pytest.fixture
def api(stage: Stage, assemblies: Mapping[str, Path]) -> Template:
    return load(assemblies[stage.name], "api")
