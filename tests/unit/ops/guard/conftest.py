"""Two sample stages as they are synthesized, in a project that has a directory for contracts.

`STAGE` is protected, that of `VARIANT` is not.
"""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from moto import mock_aws

from ops.__main__ import main
from ops.deployment import paths
from ops.deployment.assembly import read
from ops.deployment.stack import Stacks
from ops.guard.contract import contract_text
from tests.environment import forget_aws
from tests.samples import VARIANT
from tests.unit.ops.guard.account import REGION, Run
from tests.unit.ops.guard.cases import STAGE


@pytest.fixture(scope="session")
def protected(samples: Mapping[str, Path]) -> Stacks:
    """Return the stacks of the protected stage."""
    return read(samples[STAGE], STAGE)


@pytest.fixture(scope="session")
def unprotected(samples: Mapping[str, Path]) -> Stacks:
    """Return the stacks of the one that is not."""
    return read(samples[VARIANT.name], VARIANT.name)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an empty directory for contracts, in which the test works."""
    (tmp_path / "contracts").mkdir()
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def contract(project: Path, protected: Stacks) -> Path:
    """The contract of the protected stage, as its first deployment wrote it."""
    path = project / f"contracts/{STAGE}.json"
    path.write_text(contract_text(protected))
    return path


@pytest.fixture
def aws(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account that moto plays."""
    assert project.is_dir()
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", REGION)
    with mock_aws(), warnings.catch_warnings():
        # It knows fewer types than the templates have.
        warnings.filterwarnings("ignore", "Tried to parse AWS")
        yield


@pytest.fixture
def guard(samples: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the guard; gives the exit code, the output and the errors."""

    def run(
        *arguments: str, stage: str = STAGE, assembly: Path | None = None
    ) -> tuple[int, str, str]:
        directory = str(assembly or samples[stage])
        code = main(["guard", "--stage", stage, "--assembly", directory, *arguments])
        return code, *capsys.readouterr()

    return run
