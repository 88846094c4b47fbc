"""The table of types: what CloudFormation calls for each, and no property that calls for more."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cfnlint.schema.manager import (  # type: ignore[import-untyped]  # typed, and does not say so
    PROVIDER_SCHEMA_MANAGER,
)

from ops.deployment.assembly import read
from ops.errors import OpsError
from ops.permissions.execution import execution_policy
from ops.permissions.place import Place
from ops.permissions.types import ROWS
from tests.unit.ops.permissions.places import place, with_resource

AWS_TYPES = [kind for kind in ROWS if kind.startswith("AWS::") and "CDK" not in kind]


def _called(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a type calls; a stack lists nothing."""
    for handler, told in schema["handlers"].items():
        if handler != "list":
            yield from told["permissions"]
    yield from schema.get("tagging", {}).get("permissions", [])


@pytest.mark.parametrize("kind", AWS_TYPES)
def test_a_row_is_what_cloudformation_says_of_the_type(kind: str) -> None:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    row = ROWS[kind]
    apart = [*row.without.values(), *row.never.values()]
    assert set(_called(schema)) == {*row.needs, *(one for some in apart for one in some)}
    assert {path.partition(".")[0] for path in row.without} <= {*schema["properties"]}


@pytest.mark.parametrize("kind", ROWS)
def test_what_is_needed_is_not_left_out_and_roles_are_passed_to_somebody(kind: str) -> None:
    row = ROWS[kind]
    never = {action for some in row.never.values() for action in some}
    assert not never & {*row.needs}
    assert ("iam:PassRole" in row.needs) is (row.passes_to is not None)


def test_every_type_of_every_stage_has_a_row(
    samples: Mapping[str, Path], assemblies: Mapping[str, Path]
) -> None:
    for stage, directory in {**samples, **assemblies}.items():
        stacks = read(directory, stage)
        if stage != "local":  # it is not deployed by the bootstrap roles
            assert execution_policy(place(stacks))["Statement"]


def test_a_type_without_a_row_is_named(reference: Place) -> None:
    with pytest.raises(OpsError, match=r"what CloudFormation calls for AWS::SQS::Queue: add a row"):
        execution_policy(with_resource(reference, {"Type": "AWS::SQS::Queue"}))


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, row in ROWS.items() for path in row.without]
)
def test_a_property_that_calls_for_more_is_named(reference: Place, kind: str, path: str) -> None:
    value: Any = {"any": "thing"}
    for name in reversed(path.split(".")):
        value = {name: value}
    if kind == "AWS::Cognito::LogDeliveryConfiguration":
        value = {name: [{}, one] for name, one in value.items()}
    with pytest.raises(OpsError, match=f"calls for {path} of {kind}: move that"):
        execution_policy(with_resource(reference, {"Type": kind, "Properties": value}))
