"""Whatever a group or an attribute is named, in a settings file it is a name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ops.settings import formats
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, HOSTILE_NAMES
from tests.unit.ops.settings.expected import module


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_group_name_stays_a_name(name: str) -> None:
    text = formats.amplify(DEV, HOSTILE)
    assert {name: {"precedence": 1}} in json.loads(text)["auth"]["groups"]
    assert text.isascii()
    assert not set(text) & set("<>&'")


@pytest.mark.parametrize(
    ("format_", "groups"),
    [
        ("amplify-ts", "m.settings.groups"),
        ("angular", "m.environment.groups"),
        ("aws-exports", "m.default.groups"),
    ],
)
def test_a_hostile_group_name_stays_a_key_in_javascript(
    tmp_path: Path, format_: str, groups: str
) -> None:
    text = formats.FORMATS[format_](DEV, HOSTILE)
    names = module(tmp_path / "settings.ts", text, f"Object.keys({groups})")
    assert sorted(names) == sorted(HOSTILE_NAMES)


def test_a_hostile_attribute_name_stays_a_string_in_javascript(tmp_path: Path) -> None:
    facts = replace(FACTS, required_attributes=HOSTILE_NAMES)
    text = formats.aws_exports(DEV, facts)
    read = module(tmp_path / "aws-exports.js", text, "m.default.aws_cognito_signup_attributes")
    assert read == [name.upper() for name in HOSTILE_NAMES]
