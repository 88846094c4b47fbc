"""The settings files and the templates do not drift apart."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.outputs import PATTERNS, stage_stacks
from ops.settings.formats import plain_json
from stages import STAGES
from tests.templates import load
from tests.unit.ops.samples import DEV, FACTS


@pytest.mark.parametrize("part", PATTERNS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_outputs_that_are_read_are_the_outputs_that_are_made(
    assemblies: Mapping[str, Path], stage: str, part: str
) -> None:
    """An output taken out of a stack, or added to one and to no settings file, fails here."""
    outputs = load(assemblies[stage], part)["Outputs"]
    assert outputs.keys() == PATTERNS[part].keys()


@pytest.mark.parametrize("stage", STAGES)
def test_the_stacks_that_are_read_are_the_stacks_that_are_made(
    assemblies: Mapping[str, Path], stage: str
) -> None:
    made = [path.name.partition(".")[0] for path in assemblies[stage].glob("*.template.json")]
    assert stage_stacks(stage, made, source="a synth").keys() == PATTERNS.keys()


def test_every_output_reaches_the_scripts() -> None:
    outputs = [output for outputs in PATTERNS.values() for output in outputs]
    assert [*json.loads(plain_json(DEV, FACTS))][: len(outputs)] == outputs
