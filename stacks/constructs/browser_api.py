"""An API for browsers, whose routes are added by a verb each."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from ..settings import ApiAccess, Observation
from .api_resources import ApiResources
from .browser_rest_api import LOOPBACK_ORIGINS, BrowserRestApi
from .lambda_folder import LAMBDAS
from .python_function import PythonFunction, metrics_environment
from .route import Route, RouteError, check_groups, checked_route


class BrowserApi(Construct):
    """A REST API for the users of a pool, and for whoever has credentials of an identity pool.

    Attributes:
        api: the REST API.
        functions: those that it has made.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        client: cognito.IUserPoolClient,
        guest_roles: Sequence[iam.IRole] = (),
        identity_pool_id: str | None = None,
        groups: Collection[str] = (),
        access: ApiAccess,
        public: bool = True,
        web_firewall: bool = False,
        observation: Observation = Observation(),
        name: str | None = None,
        log_name: str | None = None,
        metrics_namespace: str | None = None,
    ) -> None:
        """Make an API without routes.

        Args:
            scope: what owns it.
            id_: the construct's id.
            user_pool: the pool whose users come in by routes for users.
            client: the app client whose tokens alone are answered.
            guest_roles: the roles of the identity pool's credentials, which may call the routes
                for guests: signed-in users' too.
            identity_pool_id: that identity pool. Their policy is made anew with it, and attached
                anew: roles that are made anew under their old names have lost it.
            groups: the groups that a route may name.
            access: who may call, and how often.
            public: others than this machine reach it; else it answers every page of this machine.
            web_firewall: put a web ACL before it.
            observation: what an operator sees.
            name: the API's name; None: the construct's id.
            log_name: how the web ACL's log group is named in the end; None: uniquely.
            metrics_namespace: where the functions count whom they refuse; None: nowhere.
        """
        super().__init__(scope, id_)
        self.api = BrowserRestApi(
            self,
            "Default",
            name=name,
            access=access,
            web_firewall=web_firewall,
            observation=observation,
            log_name=log_name,
        ).api
        self._validator = self.api.add_request_validator(
            "Validator", validate_request_body=True, validate_request_parameters=True
        )
        self._user_pool, self._client, self._guest_roles = user_pool, client, guest_roles
        self._of_pool = f" of {identity_pool_id}" if identity_pool_id else ""
        self._groups, self._observation, self._metrics = groups, observation, metrics_namespace
        self.functions: list[PythonFunction] = []
        self._origins = (*access.cors_origins, *(() if public else LOOPBACK_ORIGINS))
        self._routes: dict[PythonFunction, dict[str, Any]] = defaultdict(dict)
        self._resources = ApiResources(self.api, access.cors_origins if public else ["*"])

    def function(
        self,
        package: str,
        *,
        folder: Path = LAMBDAS,
        description: str | None = None,
        timeout: cdk.Duration | None = None,
        environment: Mapping[str, str] | None = None,
        policies: Sequence[iam.IManagedPolicy] = (),
    ) -> PythonFunction:
        """Make the function `<folder>/<package>`, to answer routes.

        Raises:
            BundlingError: there is no such folder, or it needs what is not there.
        """
        made = PythonFunction(
            self,
            "".join(word.capitalize() for word in package.split("_")),
            package=package,
            description=description or f"Answers the API's routes of {package}",
            timeout=timeout or cdk.Duration.seconds(5),
            log_retention=self._observation.log_retention,
            environment={**(environment or {}), **metrics_environment(self._metrics)},
            policies=policies,
            folder=folder,
        )
        self.functions.append(made)
        return made

    def add_user_route(
        self, method: str, path: str, function: PythonFunction, *, groups: Collection[str] = ()
    ) -> apigateway.Method:
        """Let a function answer the users of the pool; where groups are named, theirs alone.

        Raises:
            RouteError: the route is malformed, there already, or for a group that is not known.
        """
        route = checked_route(method, path)
        check_groups(route, groups, self._groups)
        return self._add(
            route,
            function,
            {"admits": "users"} | ({"groups": sorted(groups)} if groups else {}),
            authorizer=self._authorizer,
            authorization_type=apigateway.AuthorizationType.COGNITO,
            request_parameters={"method.request.header.Authorization": True},
        )

    def add_guest_route(
        self, method: str, path: str, function: PythonFunction
    ) -> apigateway.Method:
        """Let a function answer whoever has credentials of the identity pool, users among them.

        Raises:
            RouteError: the route is malformed or there already, or there are no roles to call it.
        """
        route = checked_route(method, path)
        if not self._guest_roles:
            raise RouteError(f"route {str(route)!r}: nobody may call it; give the API guest_roles")
        by_iam = apigateway.AuthorizationType.IAM
        added = self._add(route, function, {"admits": "guests"}, authorization_type=by_iam)
        reason = f"Guests have no token: their AWS credentials authorize {route} by IAM"
        cdk.Validations.of(added).acknowledge(
            cdk.Acknowledgment(id="AwsSolutions-COG4", reason=reason)
        )
        self._invoke_guest_routes.add_statements(
            iam.PolicyStatement(actions=["execute-api:Invoke"], resources=[added.method_arn])
        )
        return added

    def _add(
        self, route: Route, function: PythonFunction, declared: Mapping[str, Any], **options: Any
    ) -> apigateway.Method:
        resource = self._resources.add(route)
        self._tell(function, route, declared)
        return resource.add_method(
            route.method,
            apigateway.LambdaIntegration(function.function, allow_test_invoke=False),
            request_validator=self._validator,
            **options,
        )

    def _tell(self, function: PythonFunction, route: Route, declared: Mapping[str, Any]) -> None:
        """Tell a function the routes that it answers, and for whom (lambdas/identity)."""
        routes = self._routes[function]
        routes[str(route)] = declared
        function.tell(
            {
                "ROUTES": json.dumps(routes, separators=(",", ":")),
                "ALLOWED_ORIGINS": ",".join(self._origins),
                # The authorizer trusts every client of the pool: API Gateway checks no audience.
                "USER_POOL_CLIENT_ID": self._client.user_pool_client_id,
            }
        )

    @cached_property
    def _authorizer(self) -> apigateway.CognitoUserPoolsAuthorizer:
        return apigateway.CognitoUserPoolsAuthorizer(
            self, "Authorizer", cognito_user_pools=[self._user_pool]
        )

    @cached_property
    def _invoke_guest_routes(self) -> iam.ManagedPolicy:
        return iam.ManagedPolicy(
            self,
            "InvokeGuestRoute",
            # A create-only property: see `identity_pool_id`.
            description=f"Lets guests and users{self._of_pool} call the routes for guests",
            roles=list(self._guest_roles),
        )
