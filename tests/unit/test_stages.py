"""The table of stages, and which of them a name means."""

from dataclasses import FrozenInstanceError

import pytest

from stacks.stage import Stage, UnknownStageError, find_stage
from stages import STAGES


def test_a_stage_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        STAGES["dev"].name = "other"  # type: ignore[misc]  # what is refused


def test_the_stage_named_is_found_and_none_named_is_dev() -> None:
    assert find_stage(STAGES, "prod").name == "prod"
    assert find_stage(STAGES, None).name == "dev"


@pytest.mark.parametrize("name", ["no stage", "", "DEV", 5, {"name": "dev"}])
def test_an_unknown_stage_is_refused_with_the_known_ones(name: object) -> None:
    with pytest.raises(UnknownStageError, match=", ".join(STAGES)):
        find_stage(STAGES, name)


def test_the_table_names_each_stage_by_its_own_name() -> None:
    assert list(STAGES) == [stage.name for stage in STAGES.values()]


def test_every_stage_is_a_stage() -> None:
    assert all(isinstance(stage, Stage) for stage in STAGES.values())
