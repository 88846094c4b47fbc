"""The ids that a deployment hands to its frontends."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..errors import OpsError
from .environment import LOCAL

OutputsByStack = Mapping[str, Mapping[str, str]]
"""By stack name, then by output name: the format of `cdk deploy --outputs-file`."""

# What the stacks and their readers agree on: stack, output and what a value looks like. None of
# these alphabets holds a quote, a blank, `$`, `#` or `\`, so that a value means itself in every
# language that a settings file is written in.
PATTERNS = {
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
    """The outputs of one stage's two stacks, checked against `PATTERNS`.

    Attributes:
        project: the first part of the stacks' names.
        stage: such as `dev`.
        region: AWS region of everything here.
        user_pool_id: such as `eu-west-1_AbCdEfGhI`.
        user_pool_client_id: the public app client.
        identity_pool_id: such as `eu-west-1:` and a UUID.
        api_url: base of the REST API; ends with `/`.
    """

    project: str
    stage: str
    region: str
    user_pool_id: str
    user_pool_client_id: str
    identity_pool_id: str
    api_url: str

    @property
    def local_endpoint(self) -> str | None:
        """Base address of the local cloud for the local stage, None for AWS."""
        if self.stage != LOCAL:
            return None
        return "/".join(self.api_url.split("/", 3)[:3]) + "/"

    @property
    def issuer(self) -> str:
        """`iss` of the pool's tokens; in the local cloud too, where nobody answers at it."""
        return f"https://cognito-idp.{self.region}.amazonaws.com/{self.user_pool_id}"

    @property
    def jwks_uri(self) -> str:
        """Where the keys are that sign the tokens: below the issuer, or in the local cloud."""
        base = self.endpoint("cognito-idp")
        return f"{base}{self.user_pool_id}/.well-known/jwks.json"

    def endpoint(self, service: str) -> str:
        """Return where a service answers, such as `cognito-idp`: on AWS, or the local cloud."""
        return self.local_endpoint or f"https://{service}.{self.region}.amazonaws.com/"

    def named(self) -> dict[str, str]:
        """Return the outputs under their own names."""
        return {
            "Region": self.region,
            "UserPoolId": self.user_pool_id,
            "UserPoolClientId": self.user_pool_client_id,
            "IdentityPoolId": self.identity_pool_id,
            "ApiUrl": self.api_url,
        }


def stage_stacks(stage: str, names: Iterable[str], *, source: str) -> dict[str, str]:
    """Find a stage's stacks by their names, `<project>-<stage>-<part>`.

    Args:
        stage: the stage that is sought.
        names: of whatever stacks there are.
        source: where they are from, for the error's sentence.

    Returns:
        The names by part, a key of `PATTERNS`; without the parts that are not there.

    Raises:
        OpsError: two projects have the stage.
    """
    wanted = re.compile(rf"(.+)-{re.escape(stage)}-({'|'.join(PATTERNS)})")
    found = [match for name in sorted(names) if (match := wanted.fullmatch(name))]
    if len({match[1] for match in found}) > 1:
        raise OpsError(
            f"{source} has stage {stage} of several projects ({', '.join(m[0] for m in found)}):"
            f" run `{deploy_command(stage)}`, which leaves the outputs of this one alone in"
            f" outputs/{stage}.json."
        )
    return {match[2]: match[0] for match in found}


def checked(stage: str, stacks: OutputsByStack, *, source: str) -> StackOutputs:
    """Hold what was read against what the stacks give.

    Args:
        stage: the stage that `stacks` should be.
        stacks: the outputs, as a file or AWS holds them.
        source: where they are from, for the error's sentence.

    Raises:
        OpsError: a stack or an output is missing, or a value is not what its name says.
    """
    names = stage_stacks(stage, stacks, source=source)
    for part in PATTERNS:
        if part not in names:
            raise OpsError(
                f"{source} has no stack <project>-{stage}-{part}: the stage is half deployed;"
                f" run `{deploy_command(stage)}`."
            )
    values = [
        _value(stage, stacks, names[part], output, source=source)
        for part, outputs in PATTERNS.items()
        for output in outputs
    ]
    return StackOutputs(names["api"].removesuffix(f"-{stage}-api"), stage, *values)


def deploy_command(stage: str) -> str:
    """What an operator types to deploy a stage."""
    return "make local" if stage == LOCAL else f"make deploy STAGE={stage}"


def _value(stage: str, stacks: OutputsByStack, name: str, output: str, *, source: str) -> str:
    remedy = f"run `{deploy_command(stage)}`"
    value = stacks[name].get(output)
    if value is None:
        raise OpsError(
            f"{source} has no output {output} of {name}: the deployment is unfinished"
            f" or older than this version; {remedy}."
        )
    pattern = next(outputs[output] for outputs in PATTERNS.values() if output in outputs)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise OpsError(f"{source}: {output} of {name} is malformed; {remedy}.")
    return value
