"""`outputs/<stage>.json`: what `cdk deploy --outputs-file` wrote.

That of the local stage has an address of the API that answers on this machine.
"""

import json
import re
from pathlib import Path
from typing import cast

from ..errors import OpsError
from . import paths
from .files import write_whole
from .outputs import OutputsByStack, StackOutputs, checked, deploy_command


def outputs_file(stage: str) -> Path:
    """Return where the outputs of a stage are, or would be."""
    return paths.root() / "outputs" / f"{stage}.json"


def from_file(stage: str) -> StackOutputs:
    """Read the outputs of a stage.

    Raises:
        OpsError: they cannot be read, or are not a full set.
    """
    path = outputs_file(stage)
    return checked(stage, read_stacks(path, stage), source=_name(path))


def read_stacks(path: Path, stage: str) -> OutputsByStack:
    """Read an outputs file of a stage, whole or not.

    Raises:
        OpsError: it cannot be read, or is not of that format.
    """
    try:
        stacks = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OpsError(f"Cannot read {_name(path)}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise _foreign(path, stage, "it is not JSON") from error
    try:
        texts = all(isinstance(v, str) for outputs in stacks.values() for v in outputs.values())
    except AttributeError:
        texts = False
    if not texts:
        raise _foreign(path, stage, "it holds something else than outputs by stack")
    return cast(OutputsByStack, stacks)


def write_stacks(stacks: OutputsByStack, path: Path) -> None:
    """Write an outputs file whole or not at all."""
    text = json.dumps(stacks, indent=2) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def localized(stacks: OutputsByStack, endpoint: str) -> OutputsByStack:
    """Return the outputs with `ApiUrl` under the local endpoint instead of amazonaws.com."""
    return {
        name: {
            output: local_api_url(value, endpoint) if output == "ApiUrl" else value
            for output, value in outputs.items()
        }
        for name, outputs in stacks.items()
    }


def local_api_url(url: str, endpoint: str) -> str:
    """Return where MiniStack serves the API that AWS would serve at `url`.

    Raises:
        OpsError: `url` is not an execute-api address.
    """
    match = re.fullmatch(r"https?://([a-z0-9]+)\.execute-api\.[^/]+/([^/]+)/", url)
    if not match:
        raise OpsError(f"the output ApiUrl is not the address of a REST API: {url!r}.")
    return f"{endpoint}/_aws/execute-api/{match[1]}/{match[2]}/"


def _foreign(path: Path, stage: str, why: str) -> OpsError:
    return OpsError(
        f"{_name(path)} is not an outputs file of the CDK CLI ({why}): delete it, then run"
        f" `{deploy_command(stage)}`."
    )


def _name(path: Path) -> str:
    """Return what an operator calls the file: its path in the project."""
    root = paths.root()
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
