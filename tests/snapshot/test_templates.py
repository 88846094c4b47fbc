"""The whole of every template, so that a reviewer sees what a change does to each stage.

After an intended change: `make snapshots`, and read the difference before you commit it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from stages import STAGES
from tests.templates import Template, load, parts, text

_ASSET = re.compile(r"[0-9a-f]{64}")
# The last 32 digits hash the API's definition: every change of a method would show twice.
_DEPLOYMENT = re.compile(r"(ApiDeployment[0-9A-F]{8})[0-9a-f]{32}")


@pytest.mark.parametrize(
    ("stage", "part"), [(name, part) for name, stage in STAGES.items() for part in parts(stage)]
)
def test_the_template_is_the_reviewed_one(
    stage: str, part: str, assemblies: Mapping[str, Path], snapshot: SnapshotAssertion
) -> None:
    template = _normalised(load(assemblies[stage], part))
    assert template == snapshot(extension_class=JSONSnapshotExtension)


def test_the_delivery_template_is_the_reviewed_one(
    delivery: Template, snapshot: SnapshotAssertion
) -> None:
    assert _normalised(delivery) == snapshot(extension_class=JSONSnapshotExtension)


def _normalised(template: Template) -> Any:
    """Leave out what CDK adds for itself, and the hashes that change with every byte of code."""
    resources = {
        name: {key: value for key, value in resource.items() if key != "Metadata"}
        for name, resource in template["Resources"].items()
        if resource["Type"] != "AWS::CDK::Metadata"
    }
    kept = {"Resources": resources, "Outputs": template["Outputs"]}
    hashless = _ASSET.sub("<asset>", json.dumps(kept))
    return json.loads(_DEPLOYMENT.sub(r"\1<definition>", hashless), object_hook=_on_one_line)


def _on_one_line(value: dict[str, Any]) -> Any:
    return text(value) if value.keys() & {"Fn::Join", "Fn::GetAtt", "Ref"} else value
