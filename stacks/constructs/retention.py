"""What becomes of a resource that its stack gives up."""

import aws_cdk as cdk

from ..settings import Protection

# DeletionPolicy RetainExceptOnCreate, UpdateReplacePolicy Retain. Plain Retain would leave what a
# failed first deployment made as orphans, whose fixed names stop the next one (aws-cdk#16270).
RETAINED = cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE


def removal_policy(protection: Protection) -> cdk.RemovalPolicy:
    """Return what keeps the users of a protected stage, and lets those of another go."""
    return RETAINED if protection.retain else cdk.RemovalPolicy.DESTROY
