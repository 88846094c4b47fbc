"""Where a stage is whose policies are made, with one more resource where a test needs it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ops.deployment.stack import Stacks
from ops.permissions.place import Place

ACCOUNT, REGION = "111122223333", "eu-central-1"


def place(stacks: Stacks) -> Place:
    return Place(account=ACCOUNT, region=REGION, stacks=stacks)


def with_resource(stage: Place, resource: Mapping[str, Any]) -> Place:
    """Return the stage with one more resource."""
    name, stack = next(iter(stage.stacks.items()))
    resources = {**stack.resources, "Added": resource}
    template = {**stack.template, "Resources": resources}
    return replace(stage, stacks={**stage.stacks, name: replace(stack, template=template)})
