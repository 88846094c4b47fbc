"""What users and guests may call: nothing here is lost with the stack."""

from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from .constructs.browser_api import BrowserApi
from .identity_stack import IdentityStack
from .stage import Stage
from .stage_stack import StageStack


class ApiStack(StageStack):
    """The REST API over the identity stack's users and guests.

    Attributes:
        api: the API, for routes to be added.
    """

    def __init__(self, scope: Construct, *, stage: Stage, identity: IdentityStack) -> None:
        """Wire the stack of a stage."""
        super().__init__(
            scope,
            stage=stage,
            part="api",
            description="Phone sign-in: the API for users and guests",
        )
        self.add_stack_dependency(identity)
        self.api = api = BrowserApi(
            self,
            "Api",
            user_pool=cognito.UserPool.from_user_pool_id(self, "Users", self.shared("UserPoolId")),
            client=cognito.UserPoolClient.from_user_pool_client_id(
                self, "Client", self.shared("UserPoolClientId")
            ),
            guest_roles=[
                iam.Role.from_role_name(self, f"{key}s", self.shared(key)) for key in identity.roles
            ],
            identity_pool_id=self.shared("IdentityPoolId"),
            groups=[group.name for group in stage.users.groups],
            access=stage.api,
            public=stage.cloud.public,
            web_firewall=stage.protection.web_firewall,
            observation=stage.observation,
            name=f"{stage.project}-{stage.name}",
            log_name=self.stack_name,
            metrics_namespace=stage.metrics_namespace,
        )
        claims = api.function(
            "claims", description="Answers with the claims of the caller's ID token"
        )
        api.add_user_route("GET", "/me", claims)
        api.add_guest_route("GET", "/guest", claims)
        self.publish("ApiUrl", api.api.url, "Base URL of the API, with its last slash")
        if stage.observation.monitoring:
            for function in api.functions:
                self.share_function(function.node.id, function.function)
