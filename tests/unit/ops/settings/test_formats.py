"""What every settings file has in common, and those that are nobody's own format."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from ops.settings import formats
from tests.unit.ops.samples import DEV, FACTS, LOCAL, NOTHING
from tests.unit.ops.settings.expected import DESCRIBED, OF_THIS_MACHINE, SETTINGS, read


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_no_stage_on_aws_names_the_local_cloud(format_: str) -> None:
    here, there = (formats.FORMATS[format_](outputs, FACTS) for outputs in (LOCAL, DEV))
    for value in ("127.0.0.1", '"123456"', "'123456'", "654321"):
        assert value not in there
    assert "127.0.0.1" in here
    assert "654321" in here


def keys(value: Any) -> Any:
    """Return the keys of a value and of what it holds, but for what the pool names itself."""
    if not isinstance(value, dict):
        return None
    named = ("attributes", "callingCodes", "groups", "userAttributes", "local")
    return {name: None if name in named else keys(inner) for name, inner in value.items()}


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_a_settings_file_has_one_shape_for_every_stage(tmp_path: Path, format_: str) -> None:
    shapes = [
        keys(read(tmp_path, format_, outputs, facts))
        for outputs in (DEV, LOCAL)
        for facts in (FACTS, replace(NOTHING, protected=True))
    ]
    assert shapes == [shapes[0]] * 4


@pytest.mark.parametrize("format_", ["angular", "runtime", "json", "aws-exports"])
def test_every_format_describes_the_pool(tmp_path: Path, format_: str) -> None:
    on_aws = read(tmp_path, format_, DEV, FACTS)
    assert on_aws.items() >= DESCRIBED.items()
    local = read(tmp_path, format_, LOCAL, FACTS)
    assert local.items() >= {**DESCRIBED, **OF_THIS_MACHINE}.items()


@pytest.mark.parametrize("protected", [True, False])
@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_the_angular_environment_is_production_for_a_protected_stage(
    tmp_path: Path, stage: str, protected: bool
) -> None:
    environment = read(
        tmp_path, "angular", replace(DEV, stage=stage), replace(FACTS, protected=protected)
    )
    assert environment == {**SETTINGS, "stage": stage, "production": protected}


def test_the_runtime_config_holds_the_settings_of_the_angular_environment(tmp_path: Path) -> None:
    runtime = read(tmp_path, "runtime", LOCAL, FACTS)
    assert {"production": False, **runtime} == read(tmp_path, "angular", LOCAL, FACTS)


def test_json_has_every_output_under_its_own_name() -> None:
    assert json.loads(formats.plain_json(DEV, FACTS)) == {
        "Region": DEV.region,
        "UserPoolId": DEV.user_pool_id,
        "UserPoolClientId": DEV.user_pool_client_id,
        "IdentityPoolId": DEV.identity_pool_id,
        "ApiUrl": DEV.api_url,
        **DESCRIBED,
    }


def test_every_format_carries_every_id() -> None:
    ids = set(asdict(DEV).values()) - {DEV.project, DEV.stage, DEV.api_url} | {
        DEV.api_url.rstrip("/")
    }
    texts = [render(DEV, FACTS) for render in formats.FORMATS.values()]
    assert [id_ for text in texts for id_ in ids if id_ not in text] == []
