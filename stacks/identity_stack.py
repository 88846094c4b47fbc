"""Who may sign in: everything that must survive."""

from constructs import Construct

from .constructs.guest_identity_pool import GuestIdentityPool
from .constructs.phone_user_pool import PhoneUserPool
from .constructs.retention import removal_policy
from .constructs.sms_account import SmsAccount
from .constructs.srp_client import SrpClient
from .constructs.support_role import SupportRole
from .stage import Stage
from .stage_stack import StageStack


class IdentityStack(StageStack):
    """The directory, its app client and the identity pool.

    The logical ids of the pools, the client and the SMS role are fixed, whatever becomes of the
    tree: others would leave every user behind, sign every frontend out, and give every user a new
    identity.

    Attributes:
        roles: the keys under which it shares the names of the roles of the identity pool's
            credentials, for the API to grant routes to.
    """

    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        """Wire the stack of a stage."""
        super().__init__(
            scope, stage=stage, part="identity", description="Phone sign-in: users and credentials"
        )
        policy = removal_policy(stage.protection)
        directory = PhoneUserPool(
            self,
            "Directory",
            sign_up=stage.sign_up,
            sign_in=stage.sign_in,
            sms=stage.sms,
            users=stage.users,
            protection=stage.protection,
            user_notification_log=stage.cloud.user_notification_log,
            log_retention=stage.observation.log_retention,
            name=f"{stage.project}-{stage.name}",
            log_name=self.stack_name,
            metrics_namespace=stage.metrics_namespace,
        )
        client = SrpClient(
            self,
            "Client",
            user_pool=directory.pool,
            tokens=stage.sign_in.tokens,
            custom_attributes=stage.users.custom_attributes,
            removal_policy=policy,
        ).client
        identities = GuestIdentityPool(
            self,
            "Identities",
            user_pool=directory.pool,
            client=client,
            guests=stage.api.guests,
            removal_policy=policy,
        )
        if stage.sms.monthly_limit_usd is not None:
            SmsAccount(
                self,
                "SmsAccount",
                monthly_limit_usd=stage.sms.monthly_limit_usd,
                region=stage.sms.region,
                log_retention=stage.observation.log_retention,
            )
        if stage.support.role:
            self._add_support_role(directory, stage.support.principal)
        if stage.observation.monitoring:
            self.share_function("SignUpGate", directory.gate)
            if directory.default_group:
                self.share_function("DefaultGroup", directory.default_group.function)

        self.fix_logical_id(directory.pool, "UserPool")
        self.fix_logical_id(directory.sms_role, "SmsRole")
        self.fix_logical_id(client, "UserPoolClient")
        self.fix_logical_id(identities.pool, "IdentityPool")

        self.publish("Region", self.region, "AWS region of the pools and the API")
        self.publish("UserPoolId", directory.pool.user_pool_id, "Cognito user pool")
        self.publish("UserPoolClientId", client.user_pool_client_id, "App client for frontends")
        self.publish("IdentityPoolId", identities.pool.ref, "Cognito identity pool")
        self.roles = [role.node.id for role in identities.roles]
        for key, role in zip(self.roles, identities.roles, strict=True):
            self.share(key, role.role_name, "Role of the identity pool's credentials")

    def _add_support_role(self, directory: PhoneUserPool, principal: str | None) -> None:
        joining = directory.default_group
        support = SupportRole(
            self,
            "Support",
            user_pool=directory.pool,
            gate=directory.gate,
            default_group=joining.function if joining else None,
            principal=principal,
        )
        self.share("SupportRole", support.role.role_arn, "For those who help users")
