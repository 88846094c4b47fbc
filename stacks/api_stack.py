"""What users and guests may call: nothing here is lost with the stack."""

from constructs import Construct

from stacks.constructs.claims_api import ClaimsApi
from stacks.identity_stack import IdentityStack
from stacks.stage import Stage
from stacks.stage_stack import StageStack


class ApiStack(StageStack):
    """The REST API over the identity stack's users and guests."""

    def __init__(self, scope: Construct, *, stage: Stage, identity: IdentityStack) -> None:
        """Wire the stack of a stage."""
        super().__init__(
            scope,
            stage=stage,
            part="api",
            description="Phone sign-in: the API for users and guests",
        )
        claims_api = ClaimsApi(
            self,
            "Api",
            user_pool=identity.user_pool,
            client=identity.client,
            callers=identity.caller_roles,
            stage=stage,
        )
        self.publish("ApiUrl", claims_api.api.url, "Base URL of the API, with its last slash")
