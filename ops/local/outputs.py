"""The outputs file of the local stage: what `cdk deploy` wrote, with an address that answers."""

import json
import re
from pathlib import Path
from typing import cast

from ops.errors import OpsError

Outputs = dict[str, dict[str, str]]
"""By stack name, then by output name: the format of `cdk deploy --outputs-file`."""


def read_outputs(path: Path) -> Outputs:
    """Read an outputs file.

    Raises:
        OpsError: It cannot be read, or is not of that format.
    """
    try:
        outputs = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(v, str) for stack in outputs.values() for v in stack.values()):
            return cast(Outputs, outputs)
    except (OSError, ValueError, RecursionError, AttributeError):
        pass
    raise OpsError(f"{path} is not an outputs file of the CDK CLI: delete it and deploy again.")


def flat(outputs: Outputs) -> dict[str, str]:
    """Return the outputs of all stacks by name; the names are unique by contract."""
    return {name: value for stack in outputs.values() for name, value in stack.items()}


def localized(outputs: Outputs, endpoint: str) -> Outputs:
    """Return the outputs with `ApiUrl` under the local endpoint instead of amazonaws.com."""
    return {
        stack: {
            name: local_api_url(value, endpoint) if name == "ApiUrl" else value
            for name, value in values.items()
        }
        for stack, values in outputs.items()
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


def write_outputs(outputs: Outputs, path: Path) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(outputs, indent=2) + "\n")
    draft.replace(path)
