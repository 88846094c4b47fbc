"""The log groups of a deployed stage, and whose each is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import boto3

from ..deployment.outputs import PATTERNS, StackOutputs

FUNCTION, ACCESS, EXECUTION, POOL = "function", "access", "execution", "pool"
# Where the identity stack lets Cognito log (stacks/constructs/notification_log.py).
_OF_COGNITO = "/aws/vendedlogs/cognito/"
_OF_EXECUTIONS = "API-Gateway-Execution-Logs_"


class Group(NamedTuple):
    """A log group.

    Attributes:
        name: in CloudWatch Logs.
        source: a function's package, `api` or `pool`.
        kind: whose form its lines have, one of those above.
    """

    name: str
    source: str
    kind: str


def groups_of(session: boto3.Session, outputs: StackOutputs) -> list[Group]:
    """Return the log groups of the functions, the API and the pool that a stage's stacks have.

    Where the API's accesses are logged the API itself says; MiniStack's does not.
    """
    found = []
    for part in PATTERNS:
        pages = session.client("cloudformation").get_paginator("list_stack_resources")
        for page in pages.paginate(StackName=f"{outputs.project}-{outputs.stage}-{part}"):
            for resource in page["StackResourceSummaries"]:
                name = resource.get("PhysicalResourceId", "")
                match resource["ResourceType"]:
                    case "AWS::Lambda::Function":
                        found.append(_of_function(session, name))
                    case "AWS::Logs::LogGroup" if name.startswith(_OF_EXECUTIONS):
                        found.append(Group(name, "api", EXECUTION))
                    case "AWS::Logs::LogGroup" if name.startswith(_OF_COGNITO):
                        found.append(Group(name, "pool", POOL))
    return [*found, *_of_accesses(session, outputs)]


def _of_function(session: boto3.Session, name: str) -> Group:
    found = session.client("lambda").get_function_configuration(FunctionName=name)
    group = found.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{name}"
    return Group(group, found["Handler"].partition(".")[0], FUNCTION)


def _of_accesses(session: boto3.Session, outputs: StackOutputs) -> Iterator[Group]:
    api, stage = _api_and_stage(outputs.api_url)
    found = session.client("apigateway").get_stage(restApiId=api, stageName=stage)
    if arn := found.get("accessLogSettings", {}).get("destinationArn"):
        yield Group(arn.partition(":log-group:")[2].removesuffix(":*"), "api", ACCESS)


def _api_and_stage(url: str) -> tuple[str, str]:
    """Return the ids in the address of a REST API, on AWS or in the local cloud."""
    found = re.search(r"(?://(\w+)\.execute-api\.[^/]+|/execute-api/(\w+))/(\w+)/$", url)
    assert found, "the outputs are checked"
    return found[1] or found[2], found[3]
