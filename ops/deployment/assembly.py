"""The stacks that `cdk synth` made, and that `cdk deploy` would deploy."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from ..errors import OpsError, RefusedError
from . import cdk
from .stack import Stack, Stacks

# What app.py says of a stage, before the CLI tells that the app has failed.
_REFUSAL = re.compile(r"^Error: (.*)\n.*Subprocess exited", re.MULTILINE | re.DOTALL)
# What it wants known of a synth that succeeds, such as that the functions go without byte code.
_NOTE = re.compile(r"^Note: .*$", re.MULTILINE)


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
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
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
        synthesize(stage, Path(fresh), "--no-validation")
        yield read(Path(fresh), stage)


def synthesize(stage: str, directory: Path, *options: str) -> list[str]:
    """Write what the sources make of a stage into a directory, and return the app's notes.

    Raises:
        RefusedError: the CDK app refuses the stage, in its own words; or there is no such stage.
        OpsError: the CLI is not installed, or failed.
    """
    arguments = ["synth", "--quiet", *options]
    with (
        TemporaryFile() as output,
        cdk.running(
            *arguments, f"--context=stage={stage}", f"--output={directory}", output=output
        ) as process,
    ):
        failed = process.wait()
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if failed:
        refuse_what_the_app_refuses(said)
        if failed < 0:
            raise OpsError(f"`cdk synth` was ended by signal {-failed}: run this again.")
        raise OpsError(f"`cdk synth` of stage {stage} failed; mend what it says.\n{said}")
    return _NOTE.findall(said)


def refuse_what_the_app_refuses(said: str) -> None:
    """Raise what the CDK app says of a stage in a sentence, if a failed CLI said no more.

    Args:
        said: what the CLI printed.

    Raises:
        RefusedError: in the app's own words.
    """
    if refusal := _REFUSAL.search(said):
        raise RefusedError(refusal[1])


def _stack(directory: Path, artifact: dict[str, Any]) -> Stack:
    values = artifact["properties"]
    template = json.loads((directory / values["templateFile"]).read_text())
    if not isinstance(template, dict):
        raise TypeError(template)
    account, region = artifact["environment"].removeprefix("aws://").split("/")
    return Stack(
        template=template,
        termination_protection=values.get("terminationProtection", False),
        account=None if account == "unknown-account" else account,
        region=None if region == "unknown-region" else region,
        tags=values.get("tags", {}),
    )
