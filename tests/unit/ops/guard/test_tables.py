"""The tables: every type and property has its row."""

from collections.abc import Mapping
from typing import Any

import pytest
from cfnlint.schema.manager import (  # type: ignore[import-untyped]  # typed, and does not say so
    PROVIDER_SCHEMA_MANAGER,
)

from ops.deployment.assembly import read
from ops.deployment.stack import Resource
from ops.guard.judge import unclassified
from ops.guard.table import FREE
from ops.guard.tables import TABLES

# What replaces its resource and is free all the same: nobody depends on what is made anew.
MADE_ANEW = {
    "AWS::S3::BucketPolicy": {"Bucket"},
    "AWS::Scheduler::Schedule": {"Name"},
    "AWS::ApiGateway::Deployment": {"DeploymentCanarySettings", "RestApiId"},
    "AWS::ApiGateway::RequestValidator": {"Name", "RestApiId"},
    "AWS::CloudWatch::Alarm": {"AlarmName"},
    "AWS::CloudWatch::Dashboard": {"DashboardName"},
    "AWS::IAM::ManagedPolicy": {"Description", "ManagedPolicyName", "Path"},
    "AWS::Lambda::EventInvokeConfig": {"FunctionName", "Qualifier"},
    "AWS::Lambda::Function": {"FunctionName", "PackageType"},
    "AWS::Lambda::Permission": {"FunctionUrlAuthType", "InvokedViaFunctionUrl"},
    "AWS::Logs::LogGroup": {"LogGroupName"},
    "AWS::Logs::MetricFilter": {"FilterName", "LogGroupName"},
    "AWS::WAFv2::LoggingConfiguration": {"ResourceArn"},
    "AWS::WAFv2::WebACL": {"Name"},
    "AWS::WAFv2::WebACLAssociation": {"ResourceArn", "WebACLArn"},
}


def _schema(kind: str) -> Mapping[str, Any]:
    """Return what CloudFormation says of a type, as cfn-lint ships it."""
    schema: Mapping[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema(
        "us-east-1", kind
    ).schema
    return schema


AWS_TYPES = [kind for kind in TABLES if kind.startswith("AWS::") and "CDK" not in kind]


def test_every_type_and_property_of_every_stage_is_classified(
    samples: Mapping[str, Any], assemblies: Mapping[str, Any]
) -> None:
    for stage, directory in {**samples, **assemblies}.items():
        for stack in read(directory, stage).values():
            assert unclassified(stack.resources, TABLES) == []


@pytest.mark.parametrize("kind", AWS_TYPES)
def test_every_property_that_cloudformation_knows_is_classified(kind: str) -> None:
    schema = _schema(kind)
    given = {path.removeprefix("/properties/") for path in schema.get("readOnlyProperties", [])}
    settable = set(schema["properties"]) - given
    known = {path.partition(".")[0] for path in TABLES[kind].rows}
    assert settable - known == set()
    assert known - settable == set()


@pytest.mark.parametrize("kind", AWS_TYPES)
def test_what_replaces_its_resource_is_guarded_or_free_on_purpose(kind: str) -> None:
    replacing = {path.split("/")[2] for path in _schema(kind).get("createOnlyProperties", [])}
    free = {name for name in replacing if TABLES[kind].row(name) is FREE}
    assert free == MADE_ANEW.get(kind, set())


def test_a_type_and_a_property_that_nobody_has_classified_are_named() -> None:
    resources: dict[str, Resource] = {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "UserPool": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {"Brainwaves": 1, "SmsConfiguration": {"By": {"Ref": "x"}}},
        },
    }
    assert unclassified(resources, TABLES) == [
        "AWS::Cognito::UserPool Brainwaves",
        "AWS::Cognito::UserPool SmsConfiguration.By",
        "AWS::SQS::Queue",
    ]
