"""Whose and where the resources of a stage are, and the ARNs that its policies name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..deployment.stack import Resource, Stacks, properties
from ..errors import OpsError, RefusedError

# CloudFormation cuts a generated name to the service's limit, 64 for roles and functions: of these
# 13 are for its random end, and of the rest the stack's name has half, without the hyphen
# (KensioSoftware/yulin#1113, inferred from names that it gave).
_KEPT_OF_A_STACK_NAME = 25
_LOG_GROUP = "AWS::Logs::LogGroup"
_BOOTSTRAP = re.compile(r"/cdk-bootstrap/([a-z0-9]+)/version")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A stage in an account and a region.

    Attributes:
        account: 12 digits.
        region: of the stacks.
        stacks: of the stage, by name.
        part: the one of them that a policy is for, or None for all.
    """

    account: str
    region: str
    stacks: Stacks
    part: str | None = None

    def arns(self, template: str) -> list[str]:
        """Fill in an ARN: one of its own for each stack, prefix, log group or parameter.

        `{prefix}` is what generated names begin with. With `any_` before them, prefixes and log
        groups are those of the stage's other stacks too: the API's attaches policies to roles of
        the identity stack, and the monitoring's counts what that one's pool logs.
        """
        fixed = {
            "account": self.account,
            "region": self.region,
            "project": self._tags["project"],
            "stage": self._tags["stage"],
            "qualifier": self._qualifier,
        }
        several = {
            "stack": [*self._judged],
            "prefix": _prefixes(self._judged),
            "any_prefix": _prefixes(self.stacks),
            "log_group": _log_groups(self._judged),
            "any_log_group": _log_groups(self.stacks),
            "parameter": self._parameters(),
        }
        for name, values in several.items():
            if f"{{{name}}}" in template:
                return [template.format(**fixed, **{name: value}) for value in values]
        return [template.format(**fixed)]

    def of_type(self, kind: str) -> list[Resource]:
        """Return the resources of a type."""
        return _of_type(self._judged, kind)

    def types(self) -> set[str]:
        """Return the types of all resources."""
        return {r["Type"] for stack in self._judged.values() for r in stack.resources.values()}

    @property
    def _judged(self) -> Stacks:
        return self.stacks if self.part is None else {self.part: self.stacks[self.part]}

    @property
    def _tags(self) -> Mapping[str, str]:
        return next(iter(self.stacks.values())).tags

    @property
    def _qualifier(self) -> str:
        for name in self._parameters():
            if found := _BOOTSTRAP.fullmatch(name):
                return found[1]
        raise RefusedError(
            f"stage {self._tags['stage']} is not deployed by the CDK's bootstrap roles"
            " (cloud.bootstrap_roles=False): name another stage, as in --stage dev."
        )

    def _parameters(self) -> list[str]:
        """Return the SSM parameters that CloudFormation reads for the templates."""
        return sorted(
            {
                parameter["Default"]
                for stack in self._judged.values()
                for parameter in stack.template.get("Parameters", {}).values()
                if parameter["Type"].startswith("AWS::SSM::Parameter::Value")
            }
        )


def _of_type(stacks: Stacks, kind: str) -> list[Resource]:
    return [stack.resources[name] for stack in stacks.values() for name in stack.of_type(kind)]


def _prefixes(stacks: Stacks) -> list[str]:
    # Not of the stage: `prod-` is the beginning of what stage `prod-eu` has, too.
    return sorted({name[:_KEPT_OF_A_STACK_NAME] for name in stacks})


def _log_groups(stacks: Stacks) -> list[str]:
    """Return what the names of the log groups begin with: as generated, and as given."""
    names = [properties(group).get("LogGroupName") for group in _of_type(stacks, _LOG_GROUP)]
    given = {text_of(name).partition("*")[0] for name in names if name is not None}
    return [*stacks, *sorted(given)]


def place_of(stacks: Stacks, account: str | None, region: str | None) -> Place:
    """Return where the stacks of a stage are: as it fixes it, or else as it was said.

    Raises:
        OpsError: neither says it, they contradict each other, or it cannot be one.
    """
    wanted = next(iter(stacks.values()))
    return Place(
        account=_agreed("account", wanted.account, account, r"[0-9]{12}"),
        region=_agreed("region", wanted.region, region, r"[a-z]{2}(-[a-z]+)+-[0-9]"),
        stacks=stacks,
    )


def _agreed(name: str, fixed: str | None, said: str | None, pattern: str) -> str:
    value = fixed or said
    if value is None:
        raise OpsError(
            f"stages.py leaves open in which {name} the stage is: add --{name} (make:"
            f" {name.upper()}=)."
        )
    if said not in (None, value):
        raise OpsError(
            f"the stage is in the {name} {value} by stages.py, not in {said}: leave --{name} out."
        )
    if not re.fullmatch(pattern, value):
        raise OpsError(f"{value!r} is no {name}: correct --{name} (make: {name.upper()}=).")
    return value


def text_of(value: Any) -> str:
    """Return what a template says of a name, and `*` for what only a deployment knows."""
    match value:
        case str():
            return value
        case {"Fn::Join": [str(between), list(parts)]}:
            return between.join(map(text_of, parts))
    return "*"
