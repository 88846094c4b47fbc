"""The command `python -m ops outputs`, in an empty directory and without AWS settings."""

import os
from pathlib import Path

import pytest

from ops.__main__ import main
from tests.unit.ops.outputs.samples import DEV, Run


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty directory, with no AWS settings but a region."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_REGION", DEV.region)
    monkeypatch.setenv("LOCAL_PORT", "1025")  # nobody listens there


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; gives the exit code, the output and the errors."""

    def run_(*arguments: str, stage: str = "dev", format_: str = "json") -> tuple[int, str, str]:
        code = main(["outputs", "--stage", stage, "--format", format_, *arguments])
        return code, *capsys.readouterr()

    return run_
