"""AWS credentials for guests and users, exchanged for nothing or for an ID token."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct


class GuestIdentityPool(Construct):
    """An identity pool bound to one app client, with a role for users and one for guests.

    The roles may do nothing until another construct grants it. The pool's logical id is
    `IdentityPool`: another one would give every user a new identity.

    Attributes:
        pool: the identity pool.
        roles: the roles that its credentials take: the users', and the guests' where there are.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        client: cognito.UserPoolClient,
        provider_name: str,
        guest_access: bool,
        removal_policy: cdk.RemovalPolicy,
    ) -> None:
        """Make the pool for the users of `client`, whose user pool issues as `provider_name`."""
        super().__init__(scope, id_)
        self.pool = cognito.CfnIdentityPool(
            self,
            "Default",
            allow_unauthenticated_identities=guest_access,
            allow_classic_flow=False,
            cognito_identity_providers=[
                cognito.CfnIdentityPool.CognitoIdentityProviderProperty(
                    client_id=client.user_pool_client_id,
                    provider_name=provider_name,
                    server_side_token_check=True,
                )
            ],
        )
        self.pool.override_logical_id("IdentityPool")
        if guest_access:
            cdk.Validations.of(self.pool).acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG7",
                    reason="Guests browse before sign-up: their role may invoke GET /guest alone",
                )
            )
        roles = {"authenticated": self._role("AuthenticatedRole", "authenticated")}
        if guest_access:
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
