"""What is done to the templates of the sample stage that the guard is tried on.

It is `REFERENCE`, whose templates no edit of stages.py changes.
"""

from dataclasses import replace
from typing import Any

from ops.deployment.stack import Stacks
from tests.samples import REFERENCE
from tests.unit.ops.guard.case import Mutable, Mutation, logical_id

PROJECT, STAGE = REFERENCE.project, REFERENCE.name
IDENTITY = f"{PROJECT}-{STAGE}-identity"
API = f"{PROJECT}-{STAGE}-api"
BACKUP = f"{PROJECT}-{STAGE}-backup"
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
        },
        "Policies": [
            {
                "PolicyName": "texts",
                "PolicyDocument": {
                    "Statement": [{"Action": "sns:Publish", "Effect": "Allow", "Resource": "*"}]
                },
            }
        ],
    },
}
CONDITION = "Somewhere"
# Who may not assume any role that counts here.
TRUST_POLICY = {
    "Statement": [
        {"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {"AWS": "111122223333"}}
    ]
}


def resources(stacks: Stacks, stack: str = IDENTITY) -> dict[str, Any]:
    """Return the resources of a stack, to be changed."""
    found: dict[str, Any] = stacks[stack].template["Resources"]
    return found


def put(path: str, value: Any, stack: str = IDENTITY) -> Mutation:
    """Set what is at a path such as `UserPool.Properties.Schema.0.Name`, or remove it.

    A type such as `AWS::Lambda::Function` stands for the first resource of it.
    """

    def change(stacks: Mutable) -> None:
        at: Any = resources(stacks, stack)
        start, bracket, rest = path.partition("]")
        first, *others = [start + bracket, *rest.split(".")[1:]] if bracket else path.split(".")
        *parents, last = logical_id(stacks[stack], first), *others
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
    """Give a resource, by its logical id or its type, another logical id, everywhere."""

    def follow(value: Any, old: str) -> Any:
        match value:
            case {"Ref": name} if name == old:
                return {"Ref": new}
            case {"Fn::GetAtt": [name, attribute]} if name == old:
                return {"Fn::GetAtt": [new, attribute]}
            case dict():
                return {key: follow(item, old) for key, item in value.items()}
            case list():
                return [follow(item, old) for item in value]
        return value

    def change(stacks: Mutable) -> None:
        was = logical_id(stacks[stack], old)
        template = follow(stacks[stack].template, was)
        template["Resources"] = {
            new if name == was else name: item for name, item in template["Resources"].items()
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


def output(key: str, value: Any, stack: str = IDENTITY) -> Mutation:
    """Set an output, or remove it."""

    def change(stacks: Mutable) -> None:
        outputs = {**stacks[stack].template["Outputs"], key: value}
        kept = {k: v for k, v in outputs.items() if v is not REMOVED}
        stacks[stack] = replace(stacks[stack], template={**stacks[stack].template, "Outputs": kept})

    return change


def section(name: str, value: Any, stack: str = IDENTITY) -> Mutation:
    """Set a section of a template, such as Mappings."""

    def change(stacks: Mutable) -> None:
        stacks[stack] = replace(stacks[stack], template={**stacks[stack].template, name: value})

    return change


def condition(definition: Any) -> Mutation:
    """Define the condition that a resource is under."""

    def change(stacks: Mutable) -> None:
        template = {**stacks[IDENTITY].template, "Conditions": {CONDITION: definition}}
        stacks[IDENTITY] = replace(stacks[IDENTITY], template=template)

    return change


def attribute(name: str, **facts: Any) -> dict[str, Any]:
    """Return a schema entry."""
    return {"AttributeDataType": "String", "Mutable": True, "Name": name, **facts}
