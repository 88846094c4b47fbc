"""Every lock is hashed, says what pyproject.toml asks for, and agrees with the others."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS: dict[str, list[Any]] = PYPROJECT["dependency-groups"]
# The least to the most: each holds all of the one before it.
LOCKS = ("requirements", "requirements/deploy", "requirements/local", "requirements/dev")
OTHERS = ("requirements/installer", "requirements/checkov")


def pins(lock: str) -> set[str]:
    """Return the `name==version` of a lock, with its marker."""
    text = (ROOT / f"{lock}.txt").read_text()
    return set(re.findall(r"^[a-z0-9.-]+==.+?(?= \\$)", text, re.MULTILINE))


def asked(group: str) -> set[str]:
    """Return the names that a group of pyproject.toml asks for by itself."""
    return {Requirement(line).name for line in GROUPS[group] if isinstance(line, str)}


@pytest.mark.parametrize("lock", [*LOCKS, *OTHERS])
def test_every_package_of_a_lock_is_hashed_and_no_server_is_named(lock: str) -> None:
    text = (ROOT / f"{lock}.txt").read_text()
    entries = re.findall(r"^\S.*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", text, re.MULTILINE)
    assert len(entries) == len(pins(lock)) > 0
    assert "".join(entries).count("\n") + len(entries) == len(text.splitlines())
    assert "://" not in text


@pytest.mark.parametrize(("less", "more"), list(pairwise(LOCKS)))
def test_the_locks_are_of_one_resolution(less: str, more: str) -> None:
    assert pins(less) < pins(more)
    assert pins("requirements/installer") < pins(more)


def test_the_locks_have_what_pyproject_asks_for() -> None:
    names = {lock: {pin.split("==")[0] for pin in pins(lock)} for lock in (*LOCKS, *OTHERS)}
    plain = {Requirement(line).name for line in PYPROJECT["project"]["dependencies"]}
    assert plain <= names["requirements"]
    for group in GROUPS:
        assert asked(group) <= names[f"requirements/{group}"], "renew them: make lock"


def test_deploying_to_aws_installs_no_emulator_no_browser_and_no_tests() -> None:
    names = {pin.split("==")[0] for pin in pins("requirements/deploy")}
    assert not names & {"ministack", "playwright", "pytest", "moto", "mypy", "ruff"}
    assert {pin.split("==")[0] for pin in pins("requirements/installer")} == {"uv"}
