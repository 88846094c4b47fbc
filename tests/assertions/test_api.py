"""The REST API: who gets in, what is logged, and what errors say."""

import json
from collections import defaultdict
from typing import Any

from stacks.stage import Stage
from tests.templates import (
    Template,
    arn_start,
    declared_routes,
    methods,
    of_type,
    one,
    packages,
    text,
)

_ERRORS = {
    "UNAUTHORIZED": "Unauthorized",
    "ACCESS_DENIED": "Forbidden",
    "MISSING_AUTHENTICATION_TOKEN": "Forbidden",
    "INVALID_SIGNATURE": "Forbidden",
    "THROTTLED": "Too many requests",
    "DEFAULT_4XX": "Request refused",
    "DEFAULT_5XX": "Internal server error",
}
# Every port of this machine, for a stage that nobody else reaches.
THIS_MACHINE = [
    *("http://localhost", "http://localhost:*"),
    *("http://127.0.0.1", "http://127.0.0.1:*"),
    *("http://[::1]", "http://[::1]:*"),
]


def test_the_routes_of_the_contract_are_there(api: Template) -> None:
    routes = declared_routes(api)
    assert {"GET /me", "GET /guest"} <= routes.keys()
    assert (routes["GET /me"].guests, routes["GET /me"].groups) == (False, [])
    assert routes["GET /guest"].guests


def test_a_route_is_declared_once_and_its_function_answers_it(api: Template) -> None:
    """What a function is told and what API Gateway passes on to it are the same."""
    integrations = {
        route: text(method["Integration"]["Uri"])
        for route, method in methods(api).items()
        if not route.startswith("OPTIONS ")
    }
    declared = declared_routes(api)
    assert integrations.keys() == declared.keys()
    for route, uri in integrations.items():
        assert f"/functions/${{{declared[route].function}.Arn}}/invocations" in uri


def test_a_route_for_users_stands_behind_our_user_pool(api: Template, stage: Stage) -> None:
    (authorizer,) = of_type(api, "AWS::ApiGateway::Authorizer")
    for method in _methods_for(api, guests=False):
        assert method["AuthorizationType"] == "COGNITO_USER_POOLS"
        assert method["AuthorizerId"] == {"Ref": authorizer}
    properties = one(api, "AWS::ApiGateway::Authorizer")
    assert properties["IdentitySource"] == "method.request.header.Authorization"
    (pool,) = properties["ProviderARNs"]
    assert text(pool) == arn_start(stage, "cognito-idp") + "userpool/${UserPoolId}"


def test_a_route_for_users_wants_an_id_token(api: Template) -> None:
    """With scopes, the authorizer would want an access token instead."""
    for method in _methods_for(api, guests=False):
        assert "AuthorizationScopes" not in method


def test_a_route_for_guests_stands_behind_iam(api: Template) -> None:
    for method in _methods_for(api, guests=True):
        assert method["AuthorizationType"] == "AWS_IAM"


def test_a_route_names_groups_of_the_stage_only(api: Template, stage: Stage) -> None:
    known = {group.name for group in stage.users.groups}
    for route in declared_routes(api).values():
        assert set(route.groups) <= known
        assert not (route.guests and route.groups)


def test_only_preflight_is_open(api: Template) -> None:
    for route, method in methods(api).items():
        assert (method["AuthorizationType"] == "NONE") is route.startswith("OPTIONS ")


def test_preflight_names_the_stages_origins_and_the_paths_methods(
    api: Template, stage: Stage
) -> None:
    allowed = defaultdict(set)
    for route in methods(api):
        method, path = route.split()
        allowed[path].add(method)
    for path, its_methods in allowed.items():
        (response,) = methods(api)[f"OPTIONS {path}"]["Integration"]["IntegrationResponses"]
        headers = response["ResponseParameters"]
        first, *others = stage.api.cors_origins if stage.cloud.public else ["*"]
        assert headers["method.response.header.Access-Control-Allow-Origin"] == f"'{first}'"
        for origin in others:
            assert origin in response["ResponseTemplates"]["application/json"]
        named = headers["method.response.header.Access-Control-Allow-Methods"]
        assert set(named.strip("'").split(",")) == its_methods
        assert ("'*'" in headers.values()) is not stage.cloud.public
        assert "method.response.header.Access-Control-Allow-Credentials" not in headers


def test_a_function_answers_for_the_stages_origins(api: Template, stage: Stage) -> None:
    for function in packages(api).values():
        variables = function["Environment"]["Variables"]
        pages = variables["ALLOWED_ORIGINS"].split(",")
        assert pages[: len(stage.api.cors_origins)] == list(stage.api.cors_origins)
        assert pages[len(stage.api.cors_origins) :] == ([] if stage.cloud.public else THIS_MACHINE)


def test_a_function_knows_our_app_client(api: Template) -> None:
    """The authorizer trusts the tokens of every client of the pool."""
    for function in packages(api).values():
        client = function["Environment"]["Variables"]["USER_POOL_CLIENT_ID"]
        assert client == {"Ref": "UserPoolClientId"}


def _methods_for(api: Template, *, guests: bool) -> list[Any]:
    found = methods(api)
    routes = declared_routes(api).items()
    assert routes
    return [found[key] for key, route in routes if route.guests is guests]


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
    for route, method in methods(api).items():
        if not route.startswith("OPTIONS "):
            assert method["RequestValidatorId"] == {"Ref": validator}


def test_calls_are_limited_as_the_stage_says(api: Template, stage: Stage) -> None:
    (settings,) = one(api, "AWS::ApiGateway::Stage")["MethodSettings"]
    assert (settings["HttpMethod"], settings["ResourcePath"]) == ("*", "/*")
    assert settings["ThrottlingRateLimit"] == stage.api.throttling.rate
    assert settings["ThrottlingBurstLimit"] == stage.api.throttling.burst


def test_no_answer_is_kept_for_the_next_caller(api: Template) -> None:
    """A cache knows answers by their path, and `GET /me` has one for each user."""
    stage = one(api, "AWS::ApiGateway::Stage")
    assert not stage.get("CacheClusterEnabled")
    assert not any(settings.get("CachingEnabled") for settings in stage["MethodSettings"])


def test_calls_are_traced_as_the_stage_says(api: Template, stage: Stage) -> None:
    assert one(api, "AWS::ApiGateway::Stage")["TracingEnabled"] is stage.observation.tracing


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
