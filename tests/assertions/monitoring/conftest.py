"""The stages that are watched, and the template of what watches them."""

from collections.abc import Mapping

import pytest

from stacks.stage import Stage
from tests.assertions.conftest import STAGES_JUDGED
from tests.templates import Template

MONITORED = [stage for stage in STAGES_JUDGED if stage.observation.monitoring]


@pytest.fixture(params=MONITORED, ids=[stage.name for stage in MONITORED])
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture
def monitoring(templates: Mapping[str, Template]) -> Template:
    return templates["monitoring"]
