"""What API Gateway's resources were deployed with, beside what it reports, and what it serves."""

from collections.abc import Mapping
from typing import Any

from .resource import Resource, Settings, resources
from .values import UNKNOWN

_OF_AN_AUTHORIZER = ("IdentitySource", "IdentityValidationExpression", "ProviderARNs", "Type")
_SERVED_OF_A_METHOD = ("ApiKeyRequired", "AuthorizationType")
_OF_A_METHOD = ("ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId")


def api_stage(resource: Resource) -> Settings:
    """Return the stage's settings of methods, by path and method, and its tracing."""
    deployed = resource.settings()
    found = resource.client("apigateway").get_stage(
        restApiId=deployed["RestApiId"], stageName=resource.physical_id
    )
    methods = {
        _method_key(f"{one['ResourcePath']}/{one['HttpMethod']}"): {
            _camel(name): value
            for name, value in one.items()
            if name not in ("ResourcePath", "HttpMethod")
        }
        for one in deployed.get("MethodSettings", [])
    }
    tracing = {"TracingEnabled": deployed.get("TracingEnabled")}
    seen = {_method_key(key): value for key, value in found.get("methodSettings", {}).items()}
    seen["TracingEnabled"] = found.get("tracingEnabled")
    return Settings(dict.fromkeys(seen) | methods | tracing, seen)


def _method_key(key: str) -> str:
    """Return `path/METHOD` of either form: API Gateway writes a slash in a path as `~1`."""
    return key.replace("~1", "/").lstrip("/")


def authorizer(resource: Resource) -> Settings:
    """Return whose tokens an authorizer takes, and where it reads them."""
    deployed = resource.settings()
    found = resource.client("apigateway").get_authorizer(
        restApiId=deployed["RestApiId"], authorizerId=resource.physical_id
    )
    return Settings(
        {name: deployed.get(name) for name in _OF_AN_AUTHORIZER},
        {name: found.get(_camel(name)) for name in _OF_AN_AUTHORIZER},
    )


def api(resource: Resource) -> Settings:
    """Who may call each method, by its name and path: as it is defined, and as it is served.

    Clients are served what was last deployed to the stage, whatever the definition says since.
    """
    gateway, api_id = resource.client("apigateway"), resource.physical_id
    pages = gateway.get_paginator("get_resources").paginate(restApiId=api_id, embed=["methods"])
    found = [one for page in pages for one in page["items"]]
    paths = {one["id"]: one["path"] for one in found}
    defined = {
        f"{method} {one['path']}": {name: of.get(_camel(name)) for name in _OF_A_METHOD}
        for one in found
        for method, of in one.get("resourceMethods", {}).items()
    }
    served = {
        f"{method} {path} as served": {name: of.get(_camel(name)) for name in _SERVED_OF_A_METHOD}
        for path, methods in _summary(resource).items()
        for method, of in methods.items()
        if "authorizationType" in of  # which the embedded cloud leaves out
    }
    deployed = {}
    for one in resources(resource.subject, "AWS::ApiGateway::Method"):
        method = one.settings()
        # Of the root alone the id is an attribute of the API.
        id_ = method["ResourceId"]
        path = "/" if id_ is UNKNOWN else paths.get(id_, f"({id_}, which is gone)")
        name = f"{method['HttpMethod']} {path}"
        deployed[name] = {key: method.get(key) for key in _OF_A_METHOD}
        if served:
            deployed[f"{name} as served"] = {key: method.get(key) for key in _SERVED_OF_A_METHOD}
    seen = defined | served
    return Settings(dict.fromkeys(seen) | deployed, seen)


def _summary(resource: Resource) -> Mapping[str, Mapping[str, Any]]:
    """Return the methods that the stage serves, by path and name."""
    gateway, api_id = resource.client("apigateway"), resource.physical_id
    (stage,) = resources(resource.subject, "AWS::ApiGateway::Stage")
    served = gateway.get_stage(restApiId=api_id, stageName=stage.physical_id)["deploymentId"]
    found = gateway.get_deployment(restApiId=api_id, deploymentId=served, embed=["apisummary"])
    summary: Mapping[str, Mapping[str, Any]] = found.get("apiSummary", {})
    return summary


def _camel(name: str) -> str:
    """Return a property's name as API Gateway has it, such as `identitySource`, `providerARNs`."""
    return name[0].lower() + name[1:]
