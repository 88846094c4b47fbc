"""Lines of a document for the AWS CLI, run by boto3: the CLI is no package of this project."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import boto3

# What the CLI calls otherwise than the API does: `--endpoint-url` is its own.
_RENAMED = {"NotificationEndpoint": "Endpoint"}


def blocks(document: Path, language: str, heading: str) -> list[str]:
    """Return the blocks of a language below a heading of the second level."""
    text = document.read_text(encoding="utf-8")
    _, _, section = text.partition(f"\n## {heading}\n")
    section, _, _ = section.partition("\n## ")
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def run(line: str, names: Mapping[str, str], folder: Path) -> None:
    """Run one line as the AWS CLI would.

    Args:
        line: `aws <service> <operation> --option value`, or with `wait` before the operation.
        names: the values of its shell variables.
        folder: where its `file://` are.
    """
    command, service, *rest = shlex.split(Template(line).substitute(names))
    assert command == "aws"
    client: Any = boto3.client(service)  # type: ignore[call-overload]  # any service
    if rest[0] == "wait":
        waiter = client.get_waiter(rest[1].replace("-", "_"))
        waiter.wait(**dict(_options(rest[2:], folder)), WaiterConfig={"Delay": 1})
    else:
        method = rest[0].replace("-", "_")
        operation = client.meta.service_model.operation_model(
            client.meta.method_to_api_mapping[method]
        )
        # Some services begin their parameters with a capital letter, and some do not.
        members = {member.lower(): member for member in operation.input_shape.members}
        given = {
            members[_RENAMED.get(name, name).lower()]: value
            for name, value in _options(rest[1:], folder)
        }
        getattr(client, method)(**given)


def _options(words: list[str], folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield the parameters: a flag is true, `--no-` before it false, a list is JSON."""
    while words:
        name, *words = words
        flag = not words or words[0].startswith("--")
        value: Any = not name.startswith("--no-") if flag else words.pop(0)
        if isinstance(value, str) and value.startswith("file://"):
            value = (folder / value.removeprefix("file://")).read_text()
        if isinstance(value, str) and value.startswith("["):
            value = json.loads(value)
        parameter = name.removeprefix("--no-").removeprefix("--").title().replace("-", "")
        yield parameter, value
