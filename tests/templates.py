"""Reading synthesized templates."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from stacks.stage import Stage

Template = dict[str, Any]


class DeclaredRoute(NamedTuple):
    """A route as a function is told it.

    Attributes:
        function: the function's logical id.
        guests: whether guests are admitted, and not users.
        groups: the groups of the users that are; empty: all.
    """

    function: str
    guests: bool
    groups: list[str]


def parts(stage: Stage) -> list[str]:
    """Name the stacks that a stage has, by what its settings say."""
    optional = {"monitoring": stage.observation.monitoring, "backup": stage.backup.nightly}
    return ["identity", "api", *(part for part, there in optional.items() if there)]


@cache
def load(assembly: Path, part: str) -> Template:
    """Read the template of the stack `<project>-<stage>-<part>` in a cloud assembly, once."""
    (path,) = assembly.glob(f"*-{part}.template.json")
    template: Template = json.loads(path.read_text())
    return template


def load_all(assembly: Path) -> dict[str, Template]:
    """Read the templates of all stacks in a cloud assembly, by part."""
    names = sorted(path.name.partition(".")[0] for path in assembly.glob("*.template.json"))
    return {part: load(assembly, part) for part in (name.rpartition("-")[2] for name in names)}


def of_type(template: Template, kind: str) -> dict[str, Any]:
    """Return the resources of a type by logical id."""
    return {k: v for k, v in template["Resources"].items() if v["Type"] == kind}


def one(template: Template, kind: str) -> Any:
    """Return the properties of the only resource of a type."""
    (resource,) = of_type(template, kind).values()
    return resource["Properties"]


def packages(template: Template) -> dict[str, Any]:
    """Return the properties of each function by the package that its handler is in."""
    functions = [f["Properties"] for f in of_type(template, "AWS::Lambda::Function").values()]
    return {f["Handler"].removesuffix(".handler.lambda_handler"): f for f in functions}


def declared_routes(api: Template) -> dict[str, DeclaredRoute]:
    """Return the routes that the functions are told, by key, such as `GET /orders/{id}`."""
    found = {}
    for name, function in of_type(api, "AWS::Lambda::Function").items():
        routes = json.loads(function["Properties"]["Environment"]["Variables"]["ROUTES"])
        for key, told in routes.items():
            assert key not in found
            found[key] = DeclaredRoute(name, told["admits"] == "guests", told.get("groups", []))
    return found


def methods(api: Template) -> dict[str, Any]:
    """Return the properties of each method, by route: preflights too, as `OPTIONS /orders`."""
    resources = of_type(api, "AWS::ApiGateway::Resource")

    def path(reference: Any) -> str:
        if (name := reference.get("Ref")) not in resources:
            return ""
        properties: Any = resources[name]["Properties"]
        return f"{path(properties['ParentId'])}/{properties['PathPart']}"

    found = [m["Properties"] for m in of_type(api, "AWS::ApiGateway::Method").values()]
    return {f"{m['HttpMethod']} {path(m['ResourceId']) or '/'}": m for m in found}


def at_path(template: Template, path: str) -> str:
    """Return the logical id of the resource of a construct, by the construct's path in its stack.

    Only templates with path metadata tell it: those of the samples.
    """
    paths: dict[str, str] = {
        name: _path(resource.get("Metadata", {}).get("aws:cdk:path", ""))
        for name, resource in template["Resources"].items()
    }
    (found,) = [name for name, its_path in paths.items() if its_path == path]
    return found


def _path(text: str) -> str:
    _, *parts = text.split("/")
    return "/".join(part for part in parts if part not in ("Default", "Resource"))


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
