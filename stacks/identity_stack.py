"""Who may sign in: everything that must survive."""

import aws_cdk as cdk
from constructs import Construct

from stacks.constructs.guest_identity_pool import GuestIdentityPool
from stacks.constructs.phone_user_pool import PhoneUserPool
from stacks.constructs.sms_account import SmsAccount
from stacks.constructs.srp_client import SrpClient
from stacks.stage import Stage
from stacks.stage_stack import StageStack


class IdentityStack(StageStack):
    """The directory, its app client and the identity pool.

    Attributes:
        user_pool: the user pool, for the API's authorizer.
        client: the app client, whose tokens alone the API answers.
        caller_roles: the roles of the identity pool's credentials, for the API to grant routes to.
    """

    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        """Wire the stack of a stage."""
        super().__init__(
            scope, stage=stage, part="identity", description="Phone sign-in: users and credentials"
        )
        policy = cdk.RemovalPolicy.RETAIN if stage.protected else cdk.RemovalPolicy.DESTROY
        self.user_pool = PhoneUserPool(self, "Directory", stage=stage, removal_policy=policy).pool
        self.client = SrpClient(
            self, "Client", pool=self.user_pool, stage=stage, removal_policy=policy
        ).client
        identities = GuestIdentityPool(
            self,
            "Identities",
            client=self.client,
            provider_name=self.user_pool.user_pool_provider_name,
            guest_access=stage.guest_access,
            removal_policy=policy,
        )
        self.caller_roles = identities.roles
        if stage.sms_monthly_limit_usd is not None:
            SmsAccount(
                self,
                "SmsAccount",
                monthly_limit_usd=stage.sms_monthly_limit_usd,
                log_retention=stage.log_retention,
            )

        self.publish("Region", self.region, "AWS region of the pools and the API")
        self.publish("UserPoolId", self.user_pool.user_pool_id, "Cognito user pool")
        self.publish(
            "UserPoolClientId", self.client.user_pool_client_id, "App client for frontends"
        )
        self.publish("IdentityPoolId", identities.pool.ref, "Cognito identity pool")
