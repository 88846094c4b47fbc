"""A frontend's project, in which the settings files are judged: tests/consumers/package.json."""

from pathlib import Path

import pytest

from tests.node import CONSUMERS

TSC = CONSUMERS / "node_modules/typescript/bin/tsc"


@pytest.fixture(scope="package")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frontend's directory with the packages installed."""
    assert TSC.exists(), f"{CONSUMERS} is not installed: run `make test`, or `npm ci` in it."
    project = tmp_path_factory.mktemp("project")
    (project / "node_modules").symlink_to(CONSUMERS / "node_modules")
    (project / "package.json").write_text('{"type": "module"}')
    return project
