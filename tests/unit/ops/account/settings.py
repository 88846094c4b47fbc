"""The account that moto plays, and API Gateway's settings in it."""

import json
from collections.abc import Callable

import boto3

from ops.deployment.logging_role import ROLE
from tests.samples import REFERENCE

ACCOUNT = "123456789012"
REGION = "eu-west-1"
STAGE = REFERENCE.name
POLICY = "AmazonAPIGatewayPushToCloudWatchLogs"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"
THEIRS = f"arn:aws:iam::{ACCOUNT}:role/somebody-elses"
READS = {"GetCallerIdentity", "GetAccount", "GetRole"}
Run = Callable[..., tuple[int, str, str]]
Refuse = Callable[..., list[str]]


def role_in_settings() -> str | None:
    """Return the role by which API Gateway logs."""
    return boto3.client("apigateway", REGION).get_account().get("cloudwatchRoleArn")


def make_role(arn: str, trusted: str = "apigateway.amazonaws.com") -> None:
    """Make a role that trusts a service, and has no policy."""
    statement = {"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"}
    trust = {"Version": "2012-10-17", "Statement": [statement]}
    boto3.client("iam").create_role(
        RoleName=arn.rpartition("/")[2], AssumeRolePolicyDocument=json.dumps(trust)
    )


def set_role(role: str) -> None:
    """Let API Gateway log by a role."""
    boto3.client("apigateway", REGION).update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}]
    )


def tells(role: str) -> str:
    """Return what the command says where there is a role."""
    return f"API Gateway writes its logs by {role}\n"
