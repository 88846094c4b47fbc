"""The directory contract: what of a deployed stage's stacks must stay, in contracts/<stage>.json.

It is a cut of the templates, so that the same rules judge an update of it as of a deployed stack.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..deployment import paths
from ..deployment.stack import (
    CLIENT,
    IDENTITY_POOL,
    POOL,
    REST_API,
    ROLE,
    Resource,
    Stack,
    Stacks,
    properties,
)
from ..errors import OpsError

_PROPERTIES = {
    POOL: (
        "AliasAttributes",
        "DeletionProtection",
        "Schema",
        "SmsConfiguration",
        "UserPoolTier",
        "UsernameAttributes",
        "UsernameConfiguration",
    ),
    CLIENT: ("ExplicitAuthFlows", "GenerateSecret", "UserPoolId", "WriteAttributes"),
    IDENTITY_POOL: (),
    REST_API: (),
}
_ROLE_PROPERTIES = ("AssumeRolePolicyDocument", "Path", "RoleName")
_ATTRIBUTES = ("Type", "Condition", "DeletionPolicy", "UpdateReplacePolicy")


def contract_path(stage: str) -> Path:
    """Where the contract of a stage is committed."""
    return paths.root() / "contracts" / f"{stage}.json"


def contracted_stages() -> list[str]:
    """Name the stages that have a contract."""
    return sorted(path.stem for path in contract_path("*").parent.glob("*.json"))


def read_contract(path: Path) -> Stacks:
    """Read a contract; without a file it promises nothing.

    Raises:
        OpsError: it is not what `make contract` wrote.
    """
    if not path.exists():
        return {}
    try:
        return {
            name: Stack(
                template=cut["template"],
                termination_protection=cut["terminationProtection"],
                account=cut["account"],
                region=cut["region"],
            )
            for name, cut in json.loads(path.read_text()).items()
        }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise OpsError(f"contracts/{path.name} is not a contract: restore it from git.") from error


def contract_text(stacks: Stacks) -> str:
    """Return the contract that stacks keep, as its file holds it."""
    cuts = {
        name: {
            "account": stack.account,
            "region": stack.region,
            "terminationProtection": stack.termination_protection,
            "template": _cut(stack),
        }
        for name, stack in stacks.items()
    }
    return json.dumps(cuts, indent=2, sort_keys=True) + "\n"


def _cut(stack: Stack) -> dict[str, Any]:
    kept = {
        name: _cut_resource(stack.resources[name], names)
        for kind, names in _PROPERTIES.items()
        for name in stack.of_type(kind)
    }
    for name in stack.of_type(ROLE):
        # Any role that Cognito may assume can be, or become, the one by which the pool texts.
        if "cognito-idp.amazonaws.com" in json.dumps(stack.resources[name]):
            kept[name] = _cut_resource(stack.resources[name], _ROLE_PROPERTIES)
    used = {resource.get("Condition") for resource in kept.values()}
    conditions = {k: v for k, v in stack.template.get("Conditions", {}).items() if k in used}
    return {"Resources": kept, **({"Conditions": conditions} if conditions else {})}


def _cut_resource(resource: Resource, names: tuple[str, ...]) -> Mapping[str, Any]:
    cut = {name: resource[name] for name in _ATTRIBUTES if name in resource}
    values = {name: value for name, value in properties(resource).items() if name in names}
    return {**cut, "Properties": values} if values else cut
