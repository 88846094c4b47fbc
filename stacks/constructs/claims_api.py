"""The API that answers users with their claims and guests with their identity."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.constructs.browser_api import BrowserApi
from stacks.constructs.python_function import PythonFunction
from stacks.stage import Stage


class ClaimsApi(Construct):
    """`GET /me` behind the Cognito authorizer and `GET /guest` behind IAM.

    Attributes:
        api: the REST API.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        client: cognito.IUserPoolClient,
        callers: Sequence[iam.Role],
        stage: Stage,
    ) -> None:
        """Make the API for the users of a pool's client and the roles of an identity pool."""
        super().__init__(scope, id_)
        self.api = BrowserApi(self, "Default", stage=stage).api
        self._claims = apigateway.LambdaIntegration(
            self._function(client, stage).function, allow_test_invoke=False
        )
        self._validator = self.api.add_request_validator(
            "Validator", validate_request_body=True, validate_request_parameters=True
        )
        self._add_me(user_pool)
        self._add_guest(callers)

    def _function(self, client: cognito.IUserPoolClient, stage: Stage) -> PythonFunction:
        return PythonFunction(
            self,
            "Claims",
            package="claims",
            description="Answers with the claims of the caller's ID token",
            timeout=cdk.Duration.seconds(5),
            log_retention=stage.log_retention,
            environment={
                "ALLOWED_ORIGINS": ",".join(stage.cors_origins),
                # The authorizer trusts every client of the pool: API Gateway checks no audience.
                "USER_POOL_CLIENT_ID": client.user_pool_client_id,
            },
        )

    def _add_me(self, user_pool: cognito.IUserPool) -> None:
        authorizer = apigateway.CognitoUserPoolsAuthorizer(
            self, "Authorizer", cognito_user_pools=[user_pool]
        )
        self.api.root.add_resource("me").add_method(
            "GET",
            self._claims,
            authorizer=authorizer,
            authorization_type=apigateway.AuthorizationType.COGNITO,
            request_parameters={"method.request.header.Authorization": True},
            request_validator=self._validator,
        )

    def _add_guest(self, callers: Sequence[iam.Role]) -> None:
        guest = self.api.root.add_resource("guest").add_method(
            "GET",
            self._claims,
            authorization_type=apigateway.AuthorizationType.IAM,
            request_validator=self._validator,
        )
        cdk.Validations.of(guest).acknowledge(
            cdk.Acknowledgment(
                id="AwsSolutions-COG4",
                reason="Guests have no token: their AWS credentials authorize GET /guest by IAM",
            )
        )
        iam.ManagedPolicy(
            self,
            "InvokeGuestRoute",
            description="Lets guests and users call GET /guest",
            roles=list(callers),
            statements=[
                iam.PolicyStatement(actions=["execute-api:Invoke"], resources=[guest.method_arn])
            ],
        )
