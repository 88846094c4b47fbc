"""Reading synthesized templates."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from stacks.stage import Stage

Template = dict[str, Any]


@cache
def load(assembly: Path, part: str) -> Template:
    """Read the template of the stack `<project>-<stage>-<part>` in a cloud assembly, once."""
    (path,) = assembly.glob(f"*-{part}.template.json")
    template: Template = json.loads(path.read_text())
    return template


def of_type(template: Template, kind: str) -> dict[str, Any]:
    """Return the resources of a type by logical id."""
    return {k: v for k, v in template["Resources"].items() if v["Type"] == kind}


def one(template: Template, kind: str) -> Any:
    """Return the properties of the only resource of a type."""
    (resource,) = of_type(template, kind).values()
    return resource["Properties"]


def statements(template: Template) -> Iterator[Mapping[str, Any]]:
    """Yield every statement of the policies in a template."""
    for policy in of_type(template, "AWS::IAM::ManagedPolicy").values():
        yield from policy["Properties"]["PolicyDocument"]["Statement"]


def arn_start(stage: Stage, service: str) -> str:
    """Return how ARNs of a stage begin: with its account and region, where it names them."""
    partition = "aws" if stage.region else "${AWS::Partition}"
    region, account = stage.region or "${AWS::Region}", stage.account or "${AWS::AccountId}"
    return f"arn:{partition}:{service}:{region}:{account}:"


def text(value: Any) -> str:
    """Return a value as one line, with `${...}` for what CloudFormation resolves."""
    match value:
        case str():
            return value
        case {"Fn::Join": [separator, parts]}:
            return str(separator).join(text(part) for part in parts)
        case {"Ref": name}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{name}.{attribute}}}"
    return json.dumps(value, sort_keys=True)


def acknowledged(assembly: Path) -> dict[tuple[str, str], str]:
    """Return the reason of each cdk-nag acknowledgement, by construct (in its stack) and rule."""
    found = {}
    for path in assembly.glob("*.metadata.json"):
        for construct, entries in json.loads(path.read_text()).items():
            for entry in entries:
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    inside = construct.split("/", 2)[2]
                    for rule, reason in entry["data"].items():
                        found[inside, rule.removeprefix("Annotation::")] = reason
    return found
