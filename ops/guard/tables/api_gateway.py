"""The API: its address, its routes, and who gets in.

Sources: the CloudFormation references of the types, and the API Gateway developer guide.
"""

from ...deployment.stack import REST_API
from ..check_api import demands_no_more, keeps_cors, keeps_headers, lets_calls_in
from ..checks import fixed, keeps, keeps_entries, never, never_gains
from ..table import FREE, Guarded, Lost, Table, Tables
from ..update import Danger

BREAKS = Danger.BREAKS

_ADDRESS = "give the API a new address"
_SHUT = "turn callers of the API away"
_ROUTE = "take a route from those who call it"
_WHO = "change who gets in by a route"
_CORS = "keep frontends from reading what the API answers"
_PERSONAL = "answer a user what another one asked"

_REST_API = Table(
    lost=Lost(BREAKS, _ADDRESS),
    stands_for_stack=True,
    rows={
        "ApiKeySourceType": FREE,
        # A MOCK integration then answers 500, which is every preflight (aws/chalice#1310).
        "BinaryMediaTypes": Guarded(BREAKS, never_gains("*/*", "*~1*"), _CORS),
        "Body": Guarded(BREAKS, fixed(), _ROUTE),
        "BodyS3Location": Guarded(BREAKS, fixed(), _ROUTE),
        "CloneFrom": FREE,
        "Description": FREE,
        "DisableExecuteApiEndpoint": Guarded(BREAKS, never("true"), _ADDRESS),
        "EndpointAccessMode": Guarded(BREAKS, fixed(), _SHUT),
        "EndpointConfiguration.Types": Guarded(BREAKS, fixed(), _ADDRESS),
        "EndpointConfiguration": FREE,
        "FailOnWarnings": FREE,
        "MinimumCompressionSize": FREE,
        "Mode": FREE,
        "Name": FREE,
        "Parameters": FREE,
        "Policy": Guarded(BREAKS, fixed(), _SHUT),
        "SecurityPolicy": Guarded(BREAKS, fixed(), _SHUT),
        "Tags": FREE,
        "Version": FREE,
    },
)
_RESOURCE = Table(
    lost=Lost(BREAKS, _ROUTE),
    owner="ParentId",
    unique=("ParentId", "PathPart"),
    rows={
        "ParentId": Guarded(BREAKS, fixed(), _ROUTE),
        "PathPart": Guarded(BREAKS, fixed(), _ROUTE),
        "RestApiId": Guarded(BREAKS, fixed(), _ROUTE),
    },
)
_METHOD = Table(
    lost=Lost(BREAKS, _ROUTE),
    owner="ResourceId",
    unique=("ResourceId", "HttpMethod"),
    rows={
        "ApiKeyRequired": Guarded(BREAKS, never("true"), _SHUT),
        # With scopes an authorizer wants access tokens, without them ID tokens.
        "AuthorizationScopes": Guarded(BREAKS, fixed(), _WHO),
        "AuthorizationType": Guarded(BREAKS, fixed(), _WHO),
        "AuthorizerId": Guarded(BREAKS, fixed(), _WHO),
        "HttpMethod": Guarded(BREAKS, fixed(), _ROUTE),
        "Integration.IntegrationResponses": Guarded(BREAKS, keeps_cors, _CORS),
        "Integration.Type": Guarded(BREAKS, fixed(), _ROUTE),
        "Integration": FREE,
        "MethodResponses": Guarded(BREAKS, keeps_headers, _CORS),
        "OperationName": FREE,
        "RequestModels": FREE,
        "RequestParameters": Guarded(BREAKS, demands_no_more, _SHUT),
        "RequestValidatorId": FREE,
        "ResourceId": Guarded(BREAKS, fixed(), _ROUTE),
        "RestApiId": Guarded(BREAKS, fixed(), _ROUTE),
    },
)
_AUTHORIZER = Table(
    owner="RestApiId",
    unique=("RestApiId", "Name"),
    rows={
        "AuthType": FREE,
        "AuthorizerCredentials": FREE,
        "AuthorizerResultTtlInSeconds": FREE,
        "AuthorizerUri": Guarded(BREAKS, fixed(), _WHO),
        "IdentitySource": Guarded(BREAKS, fixed(), _WHO),
        "IdentityValidationExpression": Guarded(BREAKS, fixed(), _WHO),
        "Name": FREE,
        "ProviderARNs": Guarded(BREAKS, keeps(), _WHO),
        "RestApiId": Guarded(BREAKS, fixed(), _WHO),
        "Type": Guarded(BREAKS, fixed(), _WHO),
    },
)
_STAGE = Table(
    lost=Lost(BREAKS, _ADDRESS),
    owner="RestApiId",
    unique=("RestApiId", "StageName"),
    rows={
        "AccessLogSetting": FREE,
        # Its keys are a path and what a method names, and no method names the token.
        "CacheClusterEnabled": Guarded(BREAKS, never("true"), _PERSONAL),
        "CacheClusterSize": FREE,
        "CanarySetting": FREE,
        "ClientCertificateId": FREE,
        "DeploymentId": FREE,
        "Description": FREE,
        "DocumentationVersion": FREE,
        "MethodSettings": Guarded(BREAKS, lets_calls_in, _SHUT),
        "RestApiId": Guarded(BREAKS, fixed(), _ADDRESS),
        "StageName": Guarded(BREAKS, fixed(), _ADDRESS),
        "Tags": FREE,
        "TracingEnabled": FREE,
        "Variables": FREE,
    },
)
_GATEWAY_RESPONSE = Table(
    lost=Lost(BREAKS, _CORS),
    owner="RestApiId",
    unique=("RestApiId", "ResponseType"),
    rows={
        "ResponseParameters": Guarded(BREAKS, keeps_entries, _CORS),
        "ResponseTemplates": FREE,
        "ResponseType": Guarded(BREAKS, fixed(), _CORS),
        "RestApiId": Guarded(BREAKS, fixed(), _CORS),
        "StatusCode": FREE,
    },
)

TABLES: Tables = {
    REST_API: _REST_API,
    "AWS::ApiGateway::Resource": _RESOURCE,
    "AWS::ApiGateway::Method": _METHOD,
    "AWS::ApiGateway::Authorizer": _AUTHORIZER,
    "AWS::ApiGateway::Stage": _STAGE,
    "AWS::ApiGateway::GatewayResponse": _GATEWAY_RESPONSE,
    # Another one comes with each change of the API.
    "AWS::ApiGateway::Deployment": Table(
        rows=dict.fromkeys(
            (
                "DeploymentCanarySettings",
                "Description",
                "RestApiId",
                "StageDescription",
                "StageName",
            ),
            FREE,
        )
    ),
    "AWS::ApiGateway::RequestValidator": Table(
        rows=dict.fromkeys(
            ("Name", "RestApiId", "ValidateRequestBody", "ValidateRequestParameters"), FREE
        )
    ),
}
