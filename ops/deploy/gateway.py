"""API Gateway serves an API as it was when it was last deployed to its stage.

CloudFormation deploys it again when its definition changes, which a new user pool under the same
definition does not: the authorizer would go on asking for tokens of the old one. Source: the API
Gateway developer guide ("Deploy REST APIs": every update of an API is served once it is deployed).
"""

from typing import TYPE_CHECKING

import boto3

from ..deployment.stack import POOL, REST_API, Stacks
from ..deployment.terminal import step

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_STAGE = "AWS::ApiGateway::Stage"


def serve_the_pool(session: boto3.Session, stacks: Stacks) -> bool:
    """Deploy the API to its stage again where that was last done before the user pool was made.

    API Gateway dates a deployment by the second, Cognito a pool more finely: what was deployed in
    the second of the pool's creation counts as before it, for once more does no harm.

    Returns:
        Whether it had to be.
    """
    cloudformation = session.client("cloudformation")
    pool, api, stage = (
        _physical(cloudformation, stacks, kind) for kind in (POOL, REST_API, _STAGE)
    )
    if not (pool and api and stage):
        return False
    gateway = session.client("apigateway")
    served = gateway.get_stage(restApiId=api, stageName=stage)["deploymentId"]
    since = gateway.get_deployment(restApiId=api, deploymentId=served)["createdDate"]
    made = session.client("cognito-idp").describe_user_pool(UserPoolId=pool)["UserPool"]
    if since >= made["CreationDate"]:
        return False
    with step("Deploying the API again, for its user pool is a new one"):
        gateway.create_deployment(
            restApiId=api, stageName=stage, description="Its user pool was made anew"
        )
    return True


def _physical(client: "CloudFormationClient", stacks: Stacks, kind: str) -> str | None:
    """Return the id of the first resource of a type."""
    for name, stack in stacks.items():
        for logical_id in stack.of_type(kind):
            found = client.describe_stack_resource(StackName=name, LogicalResourceId=logical_id)
            return found["StackResourceDetail"]["PhysicalResourceId"]
    return None
