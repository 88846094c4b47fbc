"""Templates as they can be compared: each value in one form, and what nobody can know marked.

A template's values are JSON, in which CloudFormation's functions stand as objects. In their one
form, what is absent by `AWS::NoValue` is absent, a mapping with plain keys is looked up, and a
value of another stack is named by where it comes from, whichever way it is read. What only the
deployment decides (conditions, parameters, macros, dynamic references) becomes an `Undecided`,
which is equal to itself as long as everything that defines it is, to the last condition.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..deployment.stack import Stack, Stacks
from .texts import is_named, joined, substituted
from .undecided import Undecided

_NOTHING = object()
_SSM_VALUE = "AWS::SSM::Parameter::Value<"
# Functions that stand for one value, as long as what is in them does.
_PLAIN = {
    f"Fn::{name}" for name in ("Join", "Sub", "Select", "Split", "GetAtt", "Base64", "GetAZs")
}
_DEFINING = ("Conditions", "Mappings", "Parameters")
_DEPTH = 60


def canonical(stacks: Stacks) -> Stacks:
    """Return stacks whose resources and outputs are in their one form."""
    known = {name: _well_formed(stack) for name, stack in stacks.items()}
    return {
        name: replace(stack, template=_Reader(name, known).template())
        for name, stack in known.items()
    }


def _well_formed(stack: Stack) -> Stack:
    """Leave out what CloudFormation would take for no resource, and name every macro as one."""
    found = stack.template.get("Resources")
    entries = found if isinstance(found, Mapping) else {}
    resources = {
        name: resource
        for name, resource in entries.items()
        if isinstance(resource, Mapping) and isinstance(resource.get("Type"), str)
    }
    macros = [stack.template.get("Transform")] + [
        {name: section[name]}
        for section in (stack.template, entries)
        for name in section
        if str(name).startswith("Fn::")
    ]
    template = {**stack.template, "Transform": [m for m in macros if m]}
    return replace(stack, template={**template, "Resources": resources})


class _Reader:
    """Brings the values of one template into their one form."""

    def __init__(self, name: str, stacks: Stacks, depth: int = 0) -> None:
        self._name, self._stacks, self._depth = name, stacks, depth
        self._template = stacks[name].template

    def template(self) -> Mapping[str, Any]:
        return {
            **self._template,
            "Resources": {
                name: {
                    key: self._inside(key, value)
                    for key, value in resource.items()
                    if key not in ("Metadata", "DependsOn")
                }
                for name, resource in self._stacks[self._name].resources.items()
            },
            "Outputs": {
                name: self.value(output) for name, output in self._section("Outputs").items()
            },
            "Conditions": {
                name: self._unknown({"Condition": name}, f"the condition {name}")
                for name in self._section("Conditions")
            },
        }

    def _inside(self, key: str, value: Any) -> Any:
        if key in ("Type", "Condition"):
            return value
        found = self.value(value)
        return {} if found is _NOTHING else found

    def value(self, value: Any, depth: int = 0) -> Any:
        if depth > _DEPTH:
            return Undecided("", "a value that is nested too deep")
        if isinstance(value, list):
            items = [self.value(item, depth + 1) for item in value]
            return [item for item in items if item is not _NOTHING]
        if isinstance(value, dict):
            return self._object(value, depth)
        if isinstance(value, str) and "{{resolve:" in value:
            return self._unknown(value, "a dynamic reference")
        return value

    def _object(self, value: dict[str, Any], depth: int) -> Any:
        functions = [key for key in value if key == "Ref" or str(key).startswith("Fn::")]
        if (functions and len(value) > 1) or any("::ForEach" in key for key in functions):
            return self._unknown(value, f"{functions[0]}, which a macro resolves")
        if functions:
            return self._function(functions[0], value[functions[0]], depth)
        items = {key: self.value(item, depth + 1) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not _NOTHING}

    def _function(self, key: str, argument: Any, depth: int) -> Any:
        found: Any
        match key, argument:
            case "Ref", "AWS::NoValue":
                found = _NOTHING
            case "Ref", str() if argument in self._section("Parameters"):
                found = self._parameter(argument)
            case "Ref", _:
                found = {key: argument}
            case "Fn::FindInMap", [str() as name, str() as first, str() as second]:
                found = _at(self._section("Mappings"), name, first, second)
                unknown = self._unknown(argument, f"the mapping {name}")
                found = unknown if found is None else found
            case "Fn::GetStackOutput", {"StackName": str() as stack, "OutputName": str() as output}:
                found = self._output(stack, output) or {key: [stack, output]}
            case "Fn::If", [str() as condition, *_]:
                found = self._unknown(argument, f"the condition {condition}")
            case _ if key in _PLAIN:
                found = self._plain(key, argument, depth + 1)
            case _:
                found = self._unknown({key: argument}, f"{key}, which the deployment resolves")
        return found

    def _plain(self, key: str, argument: Any, depth: int) -> Any:
        match key, argument:
            case "Fn::Sub", str() as text:
                return joined("", self.value(substituted(text, {}), depth))
            case "Fn::Sub", [str() as text, dict() as variables]:
                return joined("", self.value(substituted(text, variables), depth))
            case "Fn::Join", [str() as between, list() as parts]:
                return joined(between, self.value(parts, depth))
            case "Fn::GetAtt", str() as name:
                return {key: name.split(".", 1)}
        return {key: self.value(argument, depth)}

    def _parameter(self, name: str) -> Any:
        declared = self._section("Parameters")[name]
        if not isinstance(declared, dict):
            return self._unknown(name, f"the parameter {name}")
        path = declared.get("Default")
        if str(declared.get("Type")).startswith(_SSM_VALUE) and isinstance(path, str):
            return self._shared(path) or {"SSM": path}
        return self._unknown({name: declared}, f"the parameter {name}")

    def _shared(self, path: str) -> Any:
        """Return what a stack of this stage puts under the name of an SSM parameter."""
        for name, stack in self._stacks.items():
            for resource in stack.resources.values():
                values = resource.get("Properties")
                if resource["Type"] == "AWS::SSM::Parameter" and _at(values, "Name") == path:
                    return self._of(name, _at(values, "Value"))
        return None

    def _output(self, stack: str, output: str) -> Any:
        found = self._stacks[stack].template.get("Outputs") if stack in self._stacks else None
        return self._of(stack, _at(found, output, "Value"))

    def _of(self, stack: str, value: Any) -> Any:
        """Name a value of another stack by where it comes from."""
        if value is None or self._depth > 1:
            return None
        return {"Stack": stack, "Value": _Reader(stack, self._stacks, self._depth + 1).value(value)}

    def _unknown(self, value: Any, why: str) -> Undecided:
        """Mark a value, which stays the same as long as everything that it names does."""
        definitions: dict[str, Any] = {}
        waiting = [value]
        while waiting:
            text = json.dumps(waiting.pop(), default=str)
            for section in _DEFINING:
                for name, definition in self._section(section).items():
                    place = f"{section} {name}"
                    if place not in definitions and is_named(name, text):
                        definitions[place] = definition
                        waiting.append(definition)
        return Undecided(json.dumps([value, definitions], sort_keys=True, default=str), why)

    def _section(self, name: str) -> Mapping[str, Any]:
        found = self._template.get(name, {})
        return found if isinstance(found, dict) else {}


def _at(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
