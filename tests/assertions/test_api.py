"""The REST API: who gets in, what is logged, and what errors say."""

import json
from typing import Any

from stacks.stage import Stage
from tests.templates import Template, of_type, one, text

_ERRORS = {
    "UNAUTHORIZED": "Unauthorized",
    "ACCESS_DENIED": "Forbidden",
    "MISSING_AUTHENTICATION_TOKEN": "Forbidden",
    "INVALID_SIGNATURE": "Forbidden",
    "THROTTLED": "Too many requests",
    "DEFAULT_4XX": "Request refused",
    "DEFAULT_5XX": "Internal server error",
}


def _methods(api: Template) -> dict[tuple[str, str], Any]:
    """Return the properties of each method, by HTTP method and last part of the path."""
    resources = of_type(api, "AWS::ApiGateway::Resource")
    paths = {k: v["Properties"]["PathPart"] for k, v in resources.items()}
    methods = [m["Properties"] for m in of_type(api, "AWS::ApiGateway::Method").values()]
    return {(m["HttpMethod"], paths.get(m["ResourceId"].get("Ref"), "")): m for m in methods}


def test_the_routes_are_me_and_guest(api: Template) -> None:
    routes = {route for route in _methods(api) if route[0] != "OPTIONS"}
    assert routes == {("GET", "me"), ("GET", "guest")}


def test_me_stands_behind_our_user_pool(api: Template) -> None:
    method = _methods(api)["GET", "me"]
    (authorizer,) = of_type(api, "AWS::ApiGateway::Authorizer")
    assert method["AuthorizationType"] == "COGNITO_USER_POOLS"
    assert method["AuthorizerId"] == {"Ref": authorizer}
    properties = one(api, "AWS::ApiGateway::Authorizer")
    assert properties["IdentitySource"] == "method.request.header.Authorization"
    (pool,) = properties["ProviderARNs"]
    assert "identity" in pool["Fn::GetStackOutput"]["StackName"]


def test_me_wants_an_id_token(api: Template) -> None:
    """With scopes, the authorizer would want an access token instead."""
    assert "AuthorizationScopes" not in _methods(api)["GET", "me"]


def test_guest_stands_behind_iam(api: Template) -> None:
    assert _methods(api)["GET", "guest"]["AuthorizationType"] == "AWS_IAM"


def test_only_preflight_is_open(api: Template) -> None:
    for (http_method, _), method in _methods(api).items():
        assert (method["AuthorizationType"] == "NONE") is (http_method == "OPTIONS")


def test_preflight_names_the_stages_origins(api: Template, stage: Stage) -> None:
    for (http_method, _), method in _methods(api).items():
        if http_method == "OPTIONS":
            (response,) = method["Integration"]["IntegrationResponses"]
            headers = response["ResponseParameters"]
            assert headers["method.response.header.Access-Control-Allow-Origin"] == (
                f"'{stage.cors_origins[0]}'"
            )
            for origin in stage.cors_origins[1:]:
                assert origin in response["ResponseTemplates"]["application/json"]
            assert "'*'" not in headers.values()
            assert "method.response.header.Access-Control-Allow-Credentials" not in headers


def test_the_lambda_answers_for_the_stages_origins(api: Template, stage: Stage) -> None:
    variables = one(api, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert variables["ALLOWED_ORIGINS"].split(",") == list(stage.cors_origins)


def test_the_lambda_knows_our_app_client(api: Template) -> None:
    """The authorizer trusts the tokens of every client of the pool."""
    variables = one(api, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert "UserPoolClient" in variables["USER_POOL_CLIENT_ID"]["Fn::GetStackOutput"]["OutputName"]


def test_every_gateway_error_is_a_constant_that_a_browser_may_read(api: Template) -> None:
    responses = of_type(api, "AWS::ApiGateway::GatewayResponse").values()
    found = {r["Properties"]["ResponseType"]: r["Properties"] for r in responses}
    assert found.keys() == _ERRORS.keys()
    for kind, message in _ERRORS.items():
        assert json.loads(found[kind]["ResponseTemplates"]["application/json"]) == {
            "message": message
        }
        parameters = found[kind]["ResponseParameters"]
        assert parameters["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"


def test_requests_are_validated(api: Template) -> None:
    (validator,) = of_type(api, "AWS::ApiGateway::RequestValidator")
    assert one(api, "AWS::ApiGateway::RequestValidator")["ValidateRequestParameters"] is True
    assert one(api, "AWS::ApiGateway::RequestValidator")["ValidateRequestBody"] is True
    for (http_method, _), method in _methods(api).items():
        if http_method != "OPTIONS":
            assert method["RequestValidatorId"] == {"Ref": validator}


def test_calls_are_limited_as_the_stage_says(api: Template, stage: Stage) -> None:
    (settings,) = one(api, "AWS::ApiGateway::Stage")["MethodSettings"]
    assert (settings["HttpMethod"], settings["ResourcePath"]) == ("*", "/*")
    assert settings["ThrottlingRateLimit"] == stage.throttling.rate
    assert settings["ThrottlingBurstLimit"] == stage.throttling.burst


def test_calls_are_traced_as_the_stage_says(api: Template, stage: Stage) -> None:
    assert one(api, "AWS::ApiGateway::Stage")["TracingEnabled"] is stage.tracing


def test_errors_are_logged_without_the_requests_data(api: Template) -> None:
    (settings,) = one(api, "AWS::ApiGateway::Stage")["MethodSettings"]
    assert settings["LoggingLevel"] == "ERROR"
    assert settings["DataTraceEnabled"] is False


def test_the_access_log_is_json_without_claims_tokens_or_identities(api: Template) -> None:
    access_log = one(api, "AWS::ApiGateway::Stage")["AccessLogSetting"]
    assert "${ApiAccessLog" in text(access_log["DestinationArn"])
    fields = json.loads(access_log["Format"])
    assert {"requestId", "status", "httpMethod", "resourcePath"} <= fields.keys()
    for secret in ("authorizer", "claims", "header", "caller", "user", "cognito", "apiKey"):
        assert secret not in access_log["Format"]


def test_no_log_is_kept_for_ever(api: Template, identity: Template) -> None:
    """API Gateway would create the execution log itself, to keep for ever."""
    groups = of_type(api, "AWS::Logs::LogGroup") | of_type(identity, "AWS::Logs::LogGroup")
    assert all(group["Properties"]["RetentionInDays"] for group in groups.values())
    names = [text(g["Properties"].get("LogGroupName", "")) for g in groups.values()]
    assert any(name.startswith("API-Gateway-Execution-Logs_") for name in names)


def test_no_stack_changes_the_accounts_logging_role(api: Template, identity: Template) -> None:
    for template in (api, identity):
        assert not of_type(template, "AWS::ApiGateway::Account")
