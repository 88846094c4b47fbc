"""A user whom a policy alone lets in, at a stage as it would be on AWS."""

import json
from typing import Any

from ops.deployment.outputs import StackOutputs
from ops.permissions.policy import Policy

USER = "caller"
# What every stage has that the CDK's bootstrap roles deploy.
VERSION = {
    "Type": "AWS::SSM::Parameter::Value<String>",
    "Default": "/cdk-bootstrap/hnb659fds/version",
}


class AsOnAws(StackOutputs):
    """Outputs of the local stage, of which one asks with credentials of one's own."""

    @property
    def local_endpoint(self) -> None:
        """The environment says where AWS is."""
        return


def allow(iam: Any, policy: Policy) -> None:
    iam.put_user_policy(UserName=USER, PolicyName="it", PolicyDocument=json.dumps(policy))
