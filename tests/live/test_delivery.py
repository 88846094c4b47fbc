"""The roles of a repository's workflows, made by CloudFormation and taken at STS.

The embedded cloud has no identity provider as a resource, so another stack's is named. Its STS
believes a token without its signature and knows `aud` and `sub` alone, so a trust that names more
lets nobody in here; tests/assertions/test_delivery_trust.py shows whom AWS lets in.
"""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import jwt
import pytest
from botocore.exceptions import ClientError

from ops.deployment.environment import isolated
from stacks.constructs.workflow_role import AUDIENCE, HOST
from stages import STAGES
from tests.deployment import Deployment
from tests.templates import Template, of_type

STACK = "octo-delivery"
PULL_REQUEST = "repo:octo-org/sign-in:pull_request"
SOON: Any = {"Delay": 1, "MaxAttempts": 30}
UNKNOWN_HERE = ("ref", "repository_id")


@pytest.fixture(scope="module")
def roles(delivery: Template, deployment: Deployment) -> Iterator[dict[str, str]]:
    """The ARNs of the roles, by output, of a stack with another stack's provider."""
    (provider,) = of_type(delivery, "AWS::IAM::OIDCProvider")
    arn = {"Fn::Sub": f"arn:aws:iam::${{AWS::AccountId}}:oidc-provider/{HOST}"}
    body = json.dumps(delivery).replace(json.dumps({"Ref": provider}), json.dumps(arn))
    template = json.loads(body)
    del template["Resources"][provider]
    with isolated(deployment.endpoint):
        cloudformation = boto3.client("cloudformation")
        cloudformation.create_stack(
            StackName=STACK, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"]
        )
        cloudformation.get_waiter("stack_create_complete").wait(StackName=STACK, WaiterConfig=SOON)
        (made,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    yield {output["OutputKey"]: output["OutputValue"] for output in made["Outputs"]}
    with isolated(deployment.endpoint):
        cloudformation.delete_stack(StackName=STACK)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig=SOON)


def take(role: str, subject: str) -> Any:
    """Take a role by a token, as configure-aws-credentials does, and return its credentials."""
    claims = {"iss": f"https://{HOST}", "aud": AUDIENCE, "sub": subject}
    token = jwt.encode(claims | dict.fromkeys(UNKNOWN_HERE, "2002"), "k" * 32)
    taken = boto3.client("sts").assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="run", WebIdentityToken=token
    )
    return taken["Credentials"]


def with_what_is_known_here(role: str) -> None:
    """Leave out of a role's trust the claims that no STS here can compare."""
    iam, name = boto3.client("iam"), role.rpartition("/")[2]
    trust: Any = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    for claim in UNKNOWN_HERE:
        trust["Statement"][0]["Condition"]["StringEquals"].pop(f"{HOST}:{claim}", None)
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust))


def test_who_lacks_a_claim_is_refused(roles: dict[str, str]) -> None:
    for role in roles.values():
        with pytest.raises(ClientError, match="AccessDenied"):
            take(role, PULL_REQUEST)


def test_a_pull_request_reads_stacks_of_the_stage_and_nothing_else(roles: dict[str, str]) -> None:
    with_what_is_known_here(roles["DevDiffRole"])
    with_what_is_known_here(roles["DevDeployRole"])
    with pytest.raises(ClientError, match="AccessDenied"):
        take(roles["DevDeployRole"], PULL_REQUEST)
    given = take(roles["DevDiffRole"], PULL_REQUEST)
    session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    cloudformation, cognito = session.client("cloudformation"), session.client("cognito-idp")
    stack = f"{STAGES['dev'].project}-dev-api"
    with pytest.raises(ClientError, match="does not exist"):
        cloudformation.get_template(StackName=stack)
    with pytest.raises(ClientError, match="AccessDenied"):
        cloudformation.get_template(StackName=STACK)
    with pytest.raises(ClientError, match="AccessDenied"):
        cloudformation.delete_stack(StackName=stack)
    with pytest.raises(ClientError, match="AccessDenied"):
        cognito.list_user_pools(MaxResults=1)
