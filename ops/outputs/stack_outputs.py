"""The ids that a deployment hands to its frontends."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ops.errors import OpsError

# The contract between the stacks and their readers: stack, output and what a value looks like. None
# of these alphabets holds a quote, a blank, `$`, `#` or `\`, so that a value means itself in every
# language that a settings file is written in.
CONTRACT = {
    "identity": {
        "Region": r"[a-z]{2}(-[a-z]+)+-\d+",
        "UserPoolId": r"[\w-]+_[0-9a-zA-Z]+",
        "UserPoolClientId": r"[\w+]+",
        "IdentityPoolId": r"[\w-]+:[0-9a-fA-F-]+",
    },
    "api": {"ApiUrl": r"https?://[\w.-]+(:\d+)?/[\w./-]*/"},
}


@dataclass(frozen=True)
class StackOutputs:
    """The outputs of one stage's two stacks, checked against `CONTRACT`.

    Attributes:
        stage: such as `dev`.
        region: AWS region of everything here.
        user_pool_id: such as `eu-west-1_AbCdEfGhI`.
        user_pool_client_id: the public app client.
        identity_pool_id: such as `eu-west-1:` and a UUID.
        api_url: base of the REST API; ends with `/`.
    """

    stage: str
    region: str
    user_pool_id: str
    user_pool_client_id: str
    identity_pool_id: str
    api_url: str

    @property
    def local_endpoint(self) -> str | None:
        """Base address of the local cloud for the local stage, None for AWS."""
        if self.stage != "local":
            return None
        return "/".join(self.api_url.split("/", 3)[:3]) + "/"


def stage_stacks(stage: str, names: Iterable[str], *, source: str) -> dict[str, str]:
    """Find a stage's stacks by their names, `<project>-<stage>-<part>`.

    Args:
        stage: the stage that is sought.
        names: of whatever stacks there are.
        source: where they are from, for the error's sentence.

    Returns:
        The names by part, a key of `CONTRACT`; without the parts that are not there.

    Raises:
        OpsError: two projects have the stage.
    """
    wanted = re.compile(rf"(.+)-{re.escape(stage)}-({'|'.join(CONTRACT)})")
    found = [match for name in sorted(names) if (match := wanted.fullmatch(name))]
    if len({match[1] for match in found}) > 1:
        raise OpsError(
            f"{source} has stage {stage} of several projects ({', '.join(m[0] for m in found)}):"
            f" run `{deploy_command(stage)}`, which leaves the outputs of this one alone in"
            f" {outputs_path(stage)}."
        )
    return {match[2]: match[0] for match in found}


def outputs_path(stage: str) -> Path:
    """Where `cdk deploy --outputs-file` leaves the outputs, from the project's root."""
    return Path("outputs") / f"{stage}.json"


def from_file(stage: str) -> StackOutputs:
    """Read `outputs/<stage>.json`.

    Raises:
        OpsError: it is unreadable, or not a full set of outputs.
    """
    path = outputs_path(stage)
    try:
        stacks = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OpsError(f"Cannot read {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise OpsError(
            f"{path} is not JSON; delete it, then run `{deploy_command(stage)}`."
        ) from error
    return checked(stage, stacks, source=str(path))


def checked(stage: str, stacks: object, *, source: str) -> StackOutputs:
    """Hold what was read against the contract.

    Args:
        stage: the stage that `stacks` should be.
        stacks: stack name -> output name -> value, of whatever shape a file or AWS holds.
        source: where they are from, for the error's sentence.

    Raises:
        OpsError: a stack or an output is missing, or a value is not what its name says.
    """
    remedy = f"run `{deploy_command(stage)}`"
    stacks = stacks if isinstance(stacks, Mapping) else {}
    names = stage_stacks(stage, stacks, source=source)
    values = []
    for part, outputs in CONTRACT.items():
        name = names.get(part, f"<project>-{stage}-{part}")
        stack = stacks.get(name)
        if not isinstance(stack, Mapping):
            raise OpsError(f"{source} has no stack {name}: the stage is half deployed; {remedy}.")
        for output, pattern in outputs.items():
            value = stack.get(output)
            if value is None:
                raise OpsError(
                    f"{source} has no output {output} of {name}: the deployment is unfinished"
                    f" or older than this version; {remedy}."
                )
            if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
                raise OpsError(f"{source}: {output} of {name} is malformed; {remedy}.")
            values.append(value)
    return StackOutputs(stage, *values)


def deploy_command(stage: str) -> str:
    """What an operator types to deploy a stage."""
    return "make local" if stage == "local" else f"make deploy STAGE={stage}"
