"""The stacks that `cdk synth` made, and that `cdk deploy` would deploy."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import OpsError, RefusedError
from . import paths
from .stack import Stack, Stacks


def read(directory: Path, stage: str) -> Stacks:
    """Read the stacks of a stage from a cloud assembly.

    Raises:
        OpsError: there is no assembly.
        RefusedError: it is of another stage.
    """
    try:
        manifest = json.loads((directory / "manifest.json").read_text())
        stacks = {
            artifact["properties"].get("stackName", name): _stack(directory, artifact)
            for name, artifact in manifest["artifacts"].items()
            if artifact["type"] == "aws:cloudformation:stack"
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OpsError(
            f"{directory} holds no synthesized stacks that can be read"
            f" ({type(error).__name__}): run `make synth STAGE={stage}`."
        ) from error
    found = {stack.tags.get("stage") for stack in stacks.values()}
    if found != {stage}:
        raise RefusedError(
            f"{directory} holds {' and '.join(map(str, found)) or 'no stage'}, not stage {stage}:"
            f" run `make synth STAGE={stage}`."
        )
    return stacks


@contextmanager
def synthesized(stage: str, directory: Path | None) -> Iterator[Stacks]:
    """Give the stacks in a directory; without one, those that the sources make now.

    Raises:
        OpsError: there are none, or the CDK app refuses the stage.
    """
    if directory:
        yield read(directory, stage)
        return
    with TemporaryDirectory(prefix="synth-") as fresh:
        _synth(stage, fresh)
        yield read(Path(fresh), stage)


def _synth(stage: str, directory: str) -> None:
    command = [str(paths.cdk_cli()), "synth", "--quiet", "--no-validation", "--no-notices"]
    # `python3` and `node` of this environment, also where it is not activated.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    try:
        subprocess.run(
            [*command, f"--context=stage={stage}", f"--output={directory}"],
            cwd=paths.root(),
            env={**os.environ, "PATH": path, "CDK_DISABLE_CLI_TELEMETRY": "true"},
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise OpsError(
            "the CDK CLI is not installed (no node_modules): run `make local`."
        ) from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).strip()
        raise OpsError(
            f"`cdk synth` of stage {stage} failed; mend what it says.\n{said}"
        ) from error


def _stack(directory: Path, artifact: dict[str, Any]) -> Stack:
    values = artifact["properties"]
    account, region = artifact["environment"].removeprefix("aws://").split("/")
    return Stack(
        template=json.loads((directory / values["templateFile"]).read_text()),
        termination_protection=values.get("terminationProtection", False),
        account=None if account == "unknown-account" else account,
        region=None if region == "unknown-region" else region,
        tags=values.get("tags", {}),
    )
