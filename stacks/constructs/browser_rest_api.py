"""A REST API for browsers: CORS, constant errors, logs, limits and a web firewall."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from ..settings import ApiAccess, Observation
from .web_firewall import ApiFirewall

API_VERSION = "v1"
# What a frontend sends besides the headers that are always allowed: an ID token, or SigV4's own.
CORS_HEADERS = (
    "Authorization",
    "Content-Type",
    "X-Amz-Content-Sha256",
    "X-Amz-Date",
    "X-Amz-Security-Token",
)
# The pages of this machine, as `lambdas/identity/answer.py` reads them: `:*` is any port.
LOOPBACK_ORIGINS = tuple(
    f"http://{host}{port}" for host in ("localhost", "127.0.0.1", "[::1]") for port in ("", ":*")
)
# Who called which route, when and how it went; never claims, tokens or identities.
_ACCESS_LOG_FIELDS = {
    "requestId": "$context.requestId",
    "requestTime": "$context.requestTime",
    "sourceIp": "$context.identity.sourceIp",
    "httpMethod": "$context.httpMethod",
    "resourcePath": "$context.resourcePath",
    "protocol": "$context.protocol",
    "status": "$context.status",
    "errorType": "$context.error.responseType",
    "responseLength": "$context.responseLength",
    "responseLatency": "$context.responseLatency",
}
_GATEWAY_ERRORS = {
    apigateway.ResponseType.UNAUTHORIZED: "Unauthorized",
    apigateway.ResponseType.ACCESS_DENIED: "Forbidden",
    apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN: "Forbidden",
    apigateway.ResponseType.INVALID_SIGNATURE: "Forbidden",
    apigateway.ResponseType.THROTTLED: "Too many requests",
    apigateway.ResponseType.DEFAULT_4_XX: "Request refused",
    apigateway.ResponseType.DEFAULT_5_XX: "Internal server error",
}


class BrowserRestApi(Construct):
    """A REST API without routes, which `BrowserApi` adds.

    Attributes:
        api: the REST API.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str | None,
        access: ApiAccess,
        web_firewall: bool,
        observation: Observation,
        log_name: str | None,
    ) -> None:
        """Make the API; without a name CDK gives it the construct's id."""
        super().__init__(scope, id_)
        self.api = self._rest_api(name, access, observation)
        self._keep_execution_log(observation.log_retention)
        if web_firewall:
            ApiFirewall(
                self,
                "WebFirewall",
                stage=self.api.deployment_stage,
                log_retention=observation.log_retention,
                log_name=log_name,
            )
        self._acknowledge(web_firewall=web_firewall, tracing=observation.tracing)
        for response_type, message in _GATEWAY_ERRORS.items():
            self._add_gateway_response(response_type, message)

    def _rest_api(
        self, name: str | None, access: ApiAccess, observation: Observation
    ) -> apigateway.RestApi:
        access_log = logs.LogGroup(
            self,
            "AccessLog",
            retention=observation.log_retention,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        api = apigateway.RestApi(
            self,
            "Default",
            rest_api_name=name,
            description="Routes for signed-in users and for guests",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            # The role by which API Gateway logs is the account's, and no stage's to change.
            cloud_watch_role=False,
            deploy_options=apigateway.StageOptions(
                stage_name=API_VERSION,
                access_log_destination=apigateway.LogGroupLogDestination(access_log),
                access_log_format=apigateway.AccessLogFormat.custom(json.dumps(_ACCESS_LOG_FIELDS)),
                logging_level=apigateway.MethodLoggingLevel.ERROR,
                data_trace_enabled=False,
                tracing_enabled=observation.tracing,
                throttling_rate_limit=access.throttling.rate,
                throttling_burst_limit=access.throttling.burst,
            ),
        )
        # The L2's own output, under a hashed key: `ApiUrl` is the one that others read.
        api.node.try_remove_child("Endpoint")
        return api

    def _acknowledge(self, *, web_firewall: bool, tracing: bool) -> None:
        findings = cdk.Validations.of(self.api.deployment_stage)
        if not web_firewall:
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-APIG3",
                    reason="A web ACL is paid by the month: a stage turns it on by web_firewall",
                )
            )
        if not tracing:
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="Serverless-APIGWXrayEnabled",
                    reason="X-Ray is paid by the trace: a stage turns it on by tracing",
                )
            )

    def _keep_execution_log(self, retention: logs.RetentionDays) -> None:
        """Own the log group that API Gateway would create to keep for ever."""
        execution_log = logs.LogGroup(
            self,
            "ExecutionLog",
            log_group_name=f"API-Gateway-Execution-Logs_{self.api.rest_api_id}/{API_VERSION}",
            retention=retention,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        self.api.deployment_stage.node.add_dependency(execution_log)

    def _add_gateway_response(self, response_type: apigateway.ResponseType, message: str) -> None:
        """Answer what never reaches the Lambda: a constant body that every browser may read.

        These responses cannot choose among origins, and they tell nothing: hence `*`.
        """
        self.api.add_gateway_response(
            response_type.response_type,
            type=response_type,
            response_headers={
                "Access-Control-Allow-Origin": "'*'",
                "Access-Control-Allow-Headers": f"'{','.join(CORS_HEADERS)}'",
                "Cache-Control": "'no-store'",
            },
            templates={"application/json": json.dumps({"message": message})},
        )
