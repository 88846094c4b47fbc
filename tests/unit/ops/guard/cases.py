"""What is done to a real template, and stages to do it to."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ops.guard.stack import Stack, Stacks
from ops.guard.update import Update

IDENTITY = "phone-auth-prod-identity"
API = "phone-auth-prod-api"
REMOVED: Any = object()

# Paths in the identity stack, and things to put there.
POOL = "UserPool.Properties"
CLIENT = "UserPoolClient.Properties"
SCHEMA = f"{POOL}.Schema"
TRUST = (
    "SmsRole.Properties.AssumeRolePolicyDocument.Statement.0.Condition.StringEquals.sts:ExternalId"
)
ARN = f"{POOL}.SmsConfiguration.SnsCallerArn"
EXTERNAL_ID = f"{POOL}.SmsConfiguration.ExternalId"
SMS_ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Statement": [
                {
                    "Action": "sts:AssumeRole",
                    "Effect": "Allow",
                    "Principal": {"Service": "cognito-idp.amazonaws.com"},
                }
            ]
        }
    },
}
CONDITION = "Somewhere"
REST_API = "ApiF70053CD"

Mutable = dict[str, Stack]
Mutation = Callable[[Mutable], None]


@dataclass(frozen=True)
class Case:
    """An update of stage prod.

    Attributes:
        name: what it does.
        change: the same, to the stacks.
        says: words that the refusal must have.
        deployed: what was done to the stage before it was deployed.
    """

    name: str
    change: Mutation
    says: Sequence[str] = ()
    deployed: Mutation = lambda _: None

    def update(self, stage: Stacks) -> Update:
        """Apply it to a stage, which stays as it is."""
        old = dict(copy.deepcopy(stage))
        self.deployed(old)
        new = copy.deepcopy(old)
        self.change(new)
        return Update(old, new)


def resources(stacks: Stacks, stack: str = IDENTITY) -> dict[str, Any]:
    """Return the resources of a stack, to be changed."""
    found: dict[str, Any] = stacks[stack].template["Resources"]
    return found


def put(path: str, value: Any, stack: str = IDENTITY) -> Mutation:
    """Set what is at a path such as `UserPool.Properties.Schema.0.Name`, or remove it."""

    def change(stacks: Mutable) -> None:
        *parents, last = path.split(".")
        at: Any = resources(stacks, stack)
        for parent in parents:
            at = at[int(parent)] if isinstance(at, list) else at.setdefault(parent, {})
        key: Any = int(last) if isinstance(at, list) else last
        if value is REMOVED:
            del at[key]
        elif isinstance(at, list):
            at.insert(key, value)
        else:
            at[key] = value

    return change


def rename(old: str, new: str, stack: str = IDENTITY) -> Mutation:
    """Give a resource another logical id, and every reference to it too."""

    def follow(value: Any) -> Any:
        match value:
            case {"Ref": name} if name == old:
                return {"Ref": new}
            case {"Fn::GetAtt": [name, attribute]} if name == old:
                return {"Fn::GetAtt": [new, attribute]}
            case dict():
                return {key: follow(item) for key, item in value.items()}
            case list():
                return [follow(item) for item in value]
        return value

    def change(stacks: Mutable) -> None:
        template = follow(stacks[stack].template)
        template["Resources"] = {
            new if name == old else name: item for name, item in template["Resources"].items()
        }
        stacks[stack] = replace(stacks[stack], template=template)

    return change


def rename_stack(old: str, new: str) -> Mutation:
    """Give the stacks with `old` in their name another one."""

    def change(stacks: Mutable) -> None:
        for name in [name for name in stacks if old in name]:
            stacks[name.replace(old, new)] = stacks.pop(name)

    return change


def settings(**values: Any) -> Mutation:
    """Set attributes of the identity stack."""

    def change(stacks: Mutable) -> None:
        stacks[IDENTITY] = replace(stacks[IDENTITY], **values)

    return change


def both(*mutations: Mutation) -> Mutation:
    """Do one after another."""

    def change(stacks: Mutable) -> None:
        for mutation in mutations:
            mutation(stacks)

    return change


def condition(definition: str) -> Mutation:
    """Define the condition that a resource is under."""

    def change(stacks: Mutable) -> None:
        template = {**stacks[IDENTITY].template, "Conditions": {CONDITION: definition}}
        stacks[IDENTITY] = replace(stacks[IDENTITY], template=template)

    return change


def attribute(name: str, **facts: Any) -> dict[str, Any]:
    """Return a schema entry."""
    return {"AttributeDataType": "String", "Mutable": True, "Name": name, **facts}
