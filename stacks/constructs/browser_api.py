"""A REST API for browsers: CORS, constant errors, logs, limits and a web firewall."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.web_firewall import CALLS_PER_ADDRESS, WebFirewall
from stacks.stage import Stage

API_VERSION = "v1"
# What a frontend sends besides the headers that are always allowed: an ID token, or SigV4's own.
_CORS_HEADERS = (
    "Authorization",
    "Content-Type",
    "X-Amz-Content-Sha256",
    "X-Amz-Date",
    "X-Amz-Security-Token",
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


class BrowserApi(Construct):
    """A REST API without routes, which are its user's to add.

    Attributes:
        api: the REST API.
    """

    def __init__(self, scope: Construct, id_: str, *, stage: Stage) -> None:
        """Make the API for the frontends of a stage."""
        super().__init__(scope, id_)
        self.api = self._rest_api(stage)
        self._keep_execution_log(stage.log_retention)
        self._protect(stage)
        for response_type, message in _GATEWAY_ERRORS.items():
            self._add_gateway_response(response_type, message)

    def _rest_api(self, stage: Stage) -> apigateway.RestApi:
        access_log = logs.LogGroup(
            self,
            "AccessLog",
            retention=stage.log_retention,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        api = apigateway.RestApi(
            self,
            "Default",
            rest_api_name=f"{stage.project}-{stage.name}",
            description="Claims of signed-in users, and a route for guests",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            # The role by which API Gateway logs is the account's, and no stage's to change.
            cloud_watch_role=False,
            default_cors_preflight_options=apigateway.CorsOptions(
                allow_origins=list(stage.cors_origins),
                allow_methods=["GET", "OPTIONS"],
                allow_headers=list(_CORS_HEADERS),
                max_age=cdk.Duration.hours(1),
            ),
            deploy_options=apigateway.StageOptions(
                stage_name=API_VERSION,
                access_log_destination=apigateway.LogGroupLogDestination(access_log),
                access_log_format=apigateway.AccessLogFormat.custom(json.dumps(_ACCESS_LOG_FIELDS)),
                logging_level=apigateway.MethodLoggingLevel.ERROR,
                data_trace_enabled=False,
                tracing_enabled=stage.tracing,
                throttling_rate_limit=stage.throttling.rate,
                throttling_burst_limit=stage.throttling.burst,
            ),
        )
        # The L2's own output, under a hashed key: `ApiUrl` is the one that others read.
        api.node.try_remove_child("Endpoint")
        return api

    def _protect(self, stage: Stage) -> None:
        api_stage = self.api.deployment_stage
        findings = cdk.Validations.of(api_stage)
        if stage.web_firewall:
            WebFirewall(
                self,
                "WebFirewall",
                resource_arn=api_stage.stage_arn,
                limit_per_address=CALLS_PER_ADDRESS,
                log_retention=stage.log_retention,
            )
        else:
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-APIG3",
                    reason="A web ACL is paid by the month: a stage turns it on by web_firewall",
                )
            )
        if not stage.tracing:
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
                "Access-Control-Allow-Headers": f"'{','.join(_CORS_HEADERS)}'",
                "Cache-Control": "'no-store'",
            },
            templates={"application/json": json.dumps({"message": message})},
        )
