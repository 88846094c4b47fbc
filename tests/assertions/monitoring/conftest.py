"""The stages that are watched, and the template of what watches them."""

from collections.abc import Mapping

import pytest

from stacks.stage import Stage
from tests.assertions.conftest import STAGES_JUDGED
from tests.templates import Template

# Those that have every subject: what a stage leaves out, such as the firewall, is not watched.
MONITORED = [
    stage
    for stage in STAGES_JUDGED
    if stage.observation.monitoring
    and stage.cloud.metric_math
    and stage.cloud.user_notification_log
    and stage.protection.web_firewall
    and stage.sms.monthly_limit_usd
]


@pytest.fixture(params=MONITORED, ids=[stage.name for stage in MONITORED])
def stage(request: pytest.FixtureRequest) -> Stage:
    assert isinstance(request.param, Stage)
    return request.param


@pytest.fixture
def monitoring(templates: Mapping[str, Template]) -> Template:
    return templates["monitoring"]
