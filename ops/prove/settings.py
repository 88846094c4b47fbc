"""Whether each resource of a stage still has the settings that it was deployed with.

A setting that somebody has changed since, in the console or by a call, shows here. CloudFormation
would not set it back: it compares templates alone.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..deployment.live_facts import mfa_methods
from ..deployment.stack import CLIENT, IDENTITY_POOL, POOL, REST_API, ROLE
from ..deployment.subject import Subject
from .resource import Resource, Settings, resources
from .roles import role_settings
from .table import Rows, row, told
from .values import UNKNOWN, Exactly, matches

# What Cognito does not report under the template's name: its schema, which no update can change or
# take away, and the texts of messages, some under one of two names. Its protection is a promise of
# its own.
_UNTOLD_BY_THE_POOL = (
    "DeletionProtection",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "Schema",
    "SmsAuthenticationMessage",
    "SmsVerificationMessage",
    "UserPoolTags",
    "VerificationMessageTemplate",
)
# What is a promise of its own.
_UNTOLD_BY_THE_CLIENT = ("GenerateSecret", "PreventUserExistenceErrors")
# Cognito reports one trigger under both names.
_TOLD_TWICE = {"PreTokenGeneration", "PreTokenGenerationConfig"}
_ATTACHMENT = "AWS::Cognito::IdentityPoolRoleAttachment"
_FACTORS = {"SMS": "SMS_MFA", "TOTP": "SOFTWARE_TOKEN_MFA", "EMAIL": "EMAIL_OTP"}
_OF_A_FUNCTION = ("Handler", "MemorySize", "Role", "Runtime", "Timeout")
_OF_AN_AUTHORIZER = ("IdentitySource", "IdentityValidationExpression", "ProviderARNs", "Type")
_SERVED_OF_A_METHOD = ("ApiKeyRequired", "AuthorizationType")
_OF_A_METHOD = ("ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId")


class _Kind(NamedTuple):
    """A resource type, what a row says of a resource by its logical id, and who reads it."""

    type: str
    promised: str
    read: Callable[[Resource], Settings]


def as_deployed(subject: Subject) -> Rows:
    """Compare the settings of every resource that is read here with those of its template."""
    for kind in _KINDS:
        for resource in resources(subject, kind.type):
            promised = kind.promised.format(resource.logical_id)
            yield from told(promised, lambda: _row(promised, kind.read(resource)))  # noqa: B023 - run at once


def _row(promised: str, settings: Settings) -> Rows:
    changed = [
        name
        for name, value in settings.deployed.items()
        if not matches(value, settings.seen.get(name))
    ]
    seen = f"not {', '.join(changed)}" if changed else f"{len(settings.deployed)} settings"
    yield row(promised, seen, holds=not changed)


def _pool(resource: Resource) -> Settings:
    subject, deployed = resource.subject, resource.settings(without=_UNTOLD_BY_THE_POOL)
    triggers = dict(subject.pool.get("LambdaConfig", {}))
    ours = deployed.get("LambdaConfig", {})
    for name in _TOLD_TWICE - ours.keys():
        if _TOLD_TWICE & ours.keys():
            triggers.pop(name, None)
    mfa = resource.client("cognito-idp").get_user_pool_mfa_config(UserPoolId=resource.physical_id)
    factors = [_FACTORS[name] for name in mfa_methods(mfa)]
    seen = {
        **subject.pool,
        # SMS counts where it was deployed alone: whether Cognito also reports how a pool texts
        # where no factor is texted, its documentation leaves open.
        "EnabledMfas": [
            one for one in factors if one != "SMS_MFA" or one in deployed.get("EnabledMfas", [])
        ],
        "LambdaConfig": triggers,
        "UserPoolName": subject.pool.get("Name"),
    }
    unsaid = {"DeviceConfiguration": None}
    return Settings({**unsaid, **deployed, "LambdaConfig": Exactly(ours)}, seen)


def _group(resource: Resource) -> Settings:
    deployed = {"RoleArn": None, **resource.settings(without=("UserPoolId",))}
    found = resource.client("cognito-idp").get_group(
        UserPoolId=resource.subject.outputs.user_pool_id, GroupName=deployed["GroupName"]
    )
    return Settings(deployed, found["Group"])


def _client(resource: Resource) -> Settings:
    return Settings(resource.settings(without=_UNTOLD_BY_THE_CLIENT), resource.subject.app_client)


def _identity_pool(resource: Resource) -> Settings:
    # By which others than our users would get credentials, where the template has none of them.
    logins = ("DeveloperProviderName", "OpenIdConnectProviderARNs", "SamlProviderARNs")
    nobody = {**dict.fromkeys(logins), "SupportedLoginProviders": Exactly({})}
    deployed = resource.settings(without=("IdentityPoolTags",))
    return Settings(nobody | deployed, resource.subject.identity_pool)


def _attachment(resource: Resource) -> Settings:
    deployed = resource.settings()
    seen = resource.client("cognito-identity").get_identity_pool_roles(
        IdentityPoolId=deployed["IdentityPoolId"]
    )
    names = ("Roles", "RoleMappings")
    return Settings({name: Exactly(deployed.get(name, {})) for name in names}, seen)


def _function_settings(resource: Resource) -> Settings:
    deployed = resource.settings()
    seen = resource.client("lambda").get_function_configuration(FunctionName=resource.physical_id)
    variables = Exactly(deployed.get("Environment", {}).get("Variables", {}))
    of_it = {name: deployed[name] for name in _OF_A_FUNCTION if name in deployed}
    reported = {**seen, "Environment": seen.get("Environment", {}).get("Variables", {})}
    return Settings({**of_it, "Environment": variables}, reported)


def _api_stage(resource: Resource) -> Settings:
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


def _authorizer(resource: Resource) -> Settings:
    deployed = resource.settings()
    found = resource.client("apigateway").get_authorizer(
        restApiId=deployed["RestApiId"], authorizerId=resource.physical_id
    )
    return Settings(
        {name: deployed.get(name) for name in _OF_AN_AUTHORIZER},
        {name: found.get(_camel(name)) for name in _OF_AN_AUTHORIZER},
    )


def _api(resource: Resource) -> Settings:
    """Who may call each method, by its name and path: as it is defined, and as it is served.

    Clients are served what was last deployed to the stage, whatever the definition says since.
    """
    gateway, api = resource.client("apigateway"), resource.physical_id
    pages = gateway.get_paginator("get_resources").paginate(restApiId=api, embed=["methods"])
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
    gateway, api = resource.client("apigateway"), resource.physical_id
    (stage,) = resources(resource.subject, "AWS::ApiGateway::Stage")
    served = gateway.get_stage(restApiId=api, stageName=stage.physical_id)["deploymentId"]
    found = gateway.get_deployment(restApiId=api, deploymentId=served, embed=["apisummary"])
    summary: Mapping[str, Mapping[str, Any]] = found.get("apiSummary", {})
    return summary


def _camel(name: str) -> str:
    """Return a property's name as API Gateway has it, such as `identitySource`, `providerARNs`."""
    return name[0].lower() + name[1:]


_KINDS = (
    _Kind(POOL, "the user pool is as deployed", _pool),
    _Kind("AWS::Cognito::UserPoolGroup", "the group {} is as deployed", _group),
    _Kind(CLIENT, "the app client is as deployed", _client),
    _Kind(IDENTITY_POOL, "the identity pool is as deployed", _identity_pool),
    _Kind(_ATTACHMENT, "the identity pool's roles are as deployed", _attachment),
    _Kind(ROLE, "the role {} is as deployed", role_settings),
    _Kind("AWS::Lambda::Function", "the function {} is as deployed", _function_settings),
    _Kind(REST_API, "who may call the API is as deployed", _api),
    _Kind("AWS::ApiGateway::Stage", "the API's stage is as deployed", _api_stage),
    _Kind("AWS::ApiGateway::Authorizer", "the API's authorizer is as deployed", _authorizer),
)
