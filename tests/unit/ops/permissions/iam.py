"""IAM's own list of actions and what each may be limited to, as cfn-lint ships it."""

import fnmatch
import functools
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


@functools.cache
def _services() -> Mapping[str, Any]:
    listed = files("cfnlint") / "data/AdditionalSpecs/Policies.json"
    services: Mapping[str, Any] = json.loads(listed.read_text())
    return services


def exists(action: str) -> bool:
    """Tell whether IAM knows an action."""
    service, _, name = action.partition(":")
    return name.lower() in _services().get(service, {}).get("Actions", {})


def formats(action: str) -> list[str]:
    """Return the ARNs that an action may be limited to, as regular expressions; none: to nothing.

    The patterns of the list itself are `.*` for what it leaves open.
    """
    service, _, name = action.partition(":")
    found = _services()[service]
    kinds = found["Actions"][name.lower()].get("Resources", [])
    return [
        re.sub(r"\$\{\w+\}", "[^:]*", arn)
        for kind in kinds
        for arn in found["Resources"][kind.lower()]["ARNFormats"]
    ]


def fits(action: str, arn: str) -> bool:
    """Tell whether an action can be allowed on an ARN, and on no wider one than need be."""
    known = formats(action)
    return any(re.fullmatch(one, arn) for one in known) if known else arn == "*"


def allows(statements: list[Mapping[str, Any]], action: str, arn: str) -> bool:
    """Tell whether a policy allows an action on an ARN; conditions count as met."""
    return any(
        action in statement["Action"]
        and any(fnmatch.fnmatchcase(arn, resource) for resource in statement["Resource"])
        for statement in statements
    )
