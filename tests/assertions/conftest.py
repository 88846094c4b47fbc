"""Every control is asserted for every stage, one unlike ours, and one with more functions."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from stages import STAGES
from tests.conftest import synthesized
from tests.samples import REFERENCE, VARIANT
from tests.shop import SHOP, add_shop
from tests.templates import Template, load

_STAGES = (*STAGES.values(), VARIANT, SHOP)


@pytest.fixture(params=_STAGES, ids=[stage.name for stage in _STAGES])
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized(VARIANT, tmp_path_factory.mktemp("variant"))


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly of a project with more than one function behind its API."""
    return synthesized(SHOP, tmp_path_factory.mktemp("shop"), add=add_shop)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly with every control on."""
    return synthesized(REFERENCE, tmp_path_factory.mktemp("reference"))


@pytest.fixture
def assembly(stage: Stage, assemblies: Mapping[str, Path], request: pytest.FixtureRequest) -> Path:
    if stage.name in assemblies:
        return assemblies[stage.name]
    sample = request.getfixturevalue(stage.name)
    assert isinstance(sample, Path)
    return sample


@pytest.fixture
def identity(assembly: Path) -> Template:
    return load(assembly, "identity")


@pytest.fixture
def api(assembly: Path) -> Template:
    return load(assembly, "api")
