"""The groups of a user pool."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from ..settings import Group


class UserGroups(Construct):
    """The groups of a user pool, each named as its construct."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        groups: Sequence[Group],
        removal_policy: cdk.RemovalPolicy,
    ) -> None:
        """Make the groups of a pool; one that goes takes every membership with it."""
        super().__init__(scope, id_)
        for group in groups:
            resource = cognito.CfnUserPoolGroup(
                self,
                group.name,
                user_pool_id=user_pool.user_pool_id,
                group_name=group.name,
                description=group.description,
                precedence=group.precedence,
            )
            resource.apply_removal_policy(removal_policy)
