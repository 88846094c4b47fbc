"""Every control is asserted for every stage, and for one that is unlike ours."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from stages import STAGES
from tests.conftest import synthesized
from tests.samples import REFERENCE, VARIANT
from tests.templates import Template, load

_STAGES = (*STAGES.values(), VARIANT)


@pytest.fixture(params=_STAGES, ids=[stage.name for stage in _STAGES])
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized(VARIANT, tmp_path_factory.mktemp("variant"))


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly with every control on."""
    return synthesized(REFERENCE, tmp_path_factory.mktemp("reference"))


@pytest.fixture
def assembly(stage: Stage, assemblies: Mapping[str, Path], variant: Path) -> Path:
    return assemblies.get(stage.name, variant)


@pytest.fixture
def identity(assembly: Path) -> Template:
    return load(assembly, "identity")


@pytest.fixture
def api(assembly: Path) -> Template:
    return load(assembly, "api")
