"""Every control is asserted for every stage, one unlike ours, and one with more functions."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from stages import STAGES
from tests.samples import REFERENCE, VARIANT
from tests.shop import add_shop
from tests.synthesis import synthesized
from tests.templates import Template, load, load_all

STAGES_JUDGED = (*STAGES.values(), VARIANT, REFERENCE)


@pytest.fixture(params=STAGES_JUDGED, ids=[stage.name for stage in STAGES_JUDGED])
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized(VARIANT, tmp_path_factory)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly with every control on, and more than one function behind its API."""
    return synthesized(REFERENCE, tmp_path_factory, add=add_shop)


@pytest.fixture
def assembly(stage: Stage, assemblies: Mapping[str, Path], request: pytest.FixtureRequest) -> Path:
    if stage.name in assemblies:
        return assemblies[stage.name]
    sample = request.getfixturevalue(stage.name)
    assert isinstance(sample, Path)
    return sample


@pytest.fixture
def templates(assembly: Path) -> Mapping[str, Template]:
    """The templates of all stacks of the stage, by part."""
    return load_all(assembly)


@pytest.fixture
def identity(assembly: Path) -> Template:
    return load(assembly, "identity")


@pytest.fixture
def api(assembly: Path) -> Template:
    return load(assembly, "api")


@pytest.fixture
def backup(templates: Mapping[str, Template]) -> Template:
    """The backup stack; one without resources where the stage has none."""
    return templates.get("backup", {"Resources": {}})
