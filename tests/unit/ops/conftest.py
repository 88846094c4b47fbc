"""Two sample stages; an empty project, and the command that reads a deployment there."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.deployment import paths
from tests.environment import forget_aws
from tests.samples import REFERENCE, VARIANT
from tests.synthesis import synthesized
from tests.unit.ops.samples import DEV, FACTS, Run


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the assemblies of both stages by name, which no edit of stages.py changes.

    A test that changes one works on a copy.
    """
    return {stage.name: synthesized(stage, tmp_path_factory) for stage in (REFERENCE, VARIANT)}


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a shell script in the place of the CDK CLI."""

    def install(script: str) -> None:
        path = tmp_path / "cdk"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(paths, "cdk_cli", lambda: path)

    return install


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty project, with no AWS settings but a region."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_REGION", DEV.region)
    monkeypatch.setenv("LOCAL_PORT", "1025")  # nobody listens there


@pytest.fixture
def run(
    elsewhere: None,  # noqa: ARG001 - works there
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run `ops settings` in the project; gives the exit code, the output and the errors.

    The outputs are sought as always; what the pool would say of itself is FACTS.
    """
    monkeypatch.setattr("ops.deployment.live_facts.read_facts", lambda _: FACTS)

    def run_(*arguments: str, stage: str = "dev", format_: str = "json") -> tuple[int, str, str]:
        code = main(["settings", "--stage", stage, "--format", format_, *arguments])
        return code, *capsys.readouterr()

    return run_
