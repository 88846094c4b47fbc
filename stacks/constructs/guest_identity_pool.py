"""AWS credentials for guests and users, exchanged for nothing or for an ID token."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from .retention import RETAINED


class GuestIdentityPool(Construct):
    """An identity pool bound to one app client, with a role for users and one for guests.

    The roles may do nothing until another construct grants it.

    Attributes:
        pool: the identity pool.
        roles: the roles that its credentials take: the users', and the guests' where there are.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        client: cognito.IUserPoolClient,
        guests: bool = True,
        removal_policy: cdk.RemovalPolicy = RETAINED,
    ) -> None:
        """Make the pool for the users of a client, and for guests if they are let in."""
        super().__init__(scope, id_)
        self.pool = cognito.CfnIdentityPool(
            self,
            "Default",
            allow_unauthenticated_identities=guests,
            allow_classic_flow=False,
            cognito_identity_providers=[
                cognito.CfnIdentityPool.CognitoIdentityProviderProperty(
                    client_id=client.user_pool_client_id,
                    provider_name=user_pool.user_pool_provider_name,
                    server_side_token_check=True,
                )
            ],
        )
        if guests:
            cdk.Validations.of(self.pool).acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG7",
                    reason="Guests browse before sign-up: their role may invoke the routes for "
                    "guests alone",
                )
            )
        roles = {"authenticated": self._role("AuthenticatedRole", "authenticated")}
        if guests:
            roles["unauthenticated"] = self._role("GuestRole", "unauthenticated")
        self.roles = list(roles.values())
        attachment = cognito.CfnIdentityPoolRoleAttachment(
            self,
            "Roles",
            identity_pool_id=self.pool.ref,
            roles={kind: role.role_arn for kind, role in roles.items()},
        )
        for resource in (self.pool, attachment):
            resource.apply_removal_policy(removal_policy)
        for role in self.roles:
            role.apply_removal_policy(removal_policy)

    def _role(self, id_: str, amr: str) -> iam.Role:
        return iam.Role(
            self,
            id_,
            description=f"What {amr} identities of the identity pool may do",
            assumed_by=iam.WebIdentityPrincipal(
                "cognito-identity.amazonaws.com",
                {
                    "StringEquals": {"cognito-identity.amazonaws.com:aud": self.pool.ref},
                    "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": amr},
                },
            ),
        )
