"""The directory contract: what of a deployed stage's stacks must stay, in contracts/<stage>.json.

It is a cut of the templates, so that the same rules judge an update of it as of a deployed stack.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..deployment import paths
from ..deployment.stack import (
    CLIENT,
    POOL,
    ROLE,
    Resource,
    Stack,
    Stacks,
    properties,
)
from ..errors import OpsError
from .table import FREE
from .tables import TABLES

# What a contract tells of that does not say what: those from before there were tables.
_FIRST: Mapping[str, Sequence[str]] = {
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
    ROLE: ("AssumeRolePolicyDocument", "Path", "RoleName"),
}
_SECTIONS = ("Conditions", "Mappings", "Outputs", "Parameters")
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
        stacks = promised(json.loads(path.read_text()))
        sound = stacks and all(map(_well_formed, stacks.values()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _broken(path) from error
    if not sound:
        raise _broken(path)
    return stacks


def _broken(path: Path) -> OpsError:
    return OpsError(f"contracts/{path.name} is not a contract: restore it from git.")


def _well_formed(stack: Stack) -> bool:
    """Tell whether a stack is as `cuts` writes one, and promises something."""
    sections = [stack.template.get(name, {}) for name in (*_SECTIONS, "Resources")]
    return (
        all(isinstance(section, Mapping) for section in [*sections, stack.told])
        and isinstance(stack.termination_protection, bool)
        and all(place is None or isinstance(place, str) for place in (stack.account, stack.region))
    )


def promised(cuts: Mapping[str, Any]) -> Stacks:
    """Return the stacks of a contract."""
    return {
        name: Stack(
            template=cut["template"],
            termination_protection=cut["terminationProtection"],
            account=cut["account"],
            region=cut["region"],
            told=cut.get("tells", _FIRST),
        )
        for name, cut in cuts.items()
    }


def contract_text(stacks: Stacks) -> str:
    """Return the contract that stacks keep, as its file holds it."""
    return json.dumps(cuts(stacks), indent=2, sort_keys=True) + "\n"


def cuts(stacks: Stacks) -> dict[str, Any]:
    """Return what a contract keeps of stacks, by name."""
    return {
        name: {
            "account": stack.account,
            "region": stack.region,
            "terminationProtection": stack.termination_protection,
            "template": _cut(stack),
            "tells": {
                kind: _guarded(kind)
                for kind in sorted({resource["Type"] for resource in stack.resources.values()})
                if _guarded(kind)
            },
        }
        for name, stack in stacks.items()
    }


def _cut(stack: Stack) -> dict[str, Any]:
    """Keep of a template what the tables or a rule look at."""
    sections = {
        name: stack.template[name] for name in (*_SECTIONS, "Transform") if name in stack.template
    }
    kept = {
        name: _cut_resource(resource, _guarded(resource["Type"]))
        for name, resource in stack.resources.items()
        if _guarded(resource["Type"]) or resource.get("DeletionPolicy", "Delete") != "Delete"
    }
    return {**sections, "Resources": kept}


def _guarded(kind: str) -> list[str]:
    """Name the properties of a type that may not change at will."""
    rows = TABLES[kind].rows if kind in TABLES else {}
    named = {path.partition(".")[0] for path, row in rows.items() if row is not FREE}
    return sorted({*named, *(TABLES[kind].unique if kind in TABLES else ())})


def _cut_resource(resource: Resource, names: Collection[str]) -> Mapping[str, Any]:
    cut = {name: resource[name] for name in _ATTRIBUTES if name in resource}
    values = {name: value for name, value in properties(resource).items() if name in names}
    return {**cut, "Properties": values} if values else cut
