"""Updates that would break clients."""

import json
from typing import Any

from ops.deployment.stack import REST_API
from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import (
    API,
    CLIENT,
    CONDITION,
    IDENTITY,
    POOL,
    REMOVED,
    TRUST_POLICY,
    both,
    output,
    put,
    rename,
    rename_stack,
)

GATE = "AWS::Lambda::Function[ALLOWED_COUNTRIES]"
CLAIMS = "AWS::Lambda::Function[ROUTES]"
GET_ME = "AWS::ApiGateway::Method[COGNITO_USER_POOLS]"
PREFLIGHT = "AWS::ApiGateway::Method[OPTIONS]"
ATTACHMENT = "AWS::Cognito::IdentityPoolRoleAttachment"
GUESTS = "AWS::IAM::ManagedPolicy[execute-api]"
GUEST_ROLE = "AWS::IAM::Role[unauthenticated]"
PUBLISHED = "AWS::SSM::Parameter[UserPoolId]"
RESPONSES = f"{PREFLIGHT}.Properties.Integration.IntegrationResponses"


def changed(path: str, value: Any, says: str, stack: str = IDENTITY) -> Case:
    """Set one value, and expect the words."""
    what = "removed" if value is REMOVED else f"becomes {json.dumps(value)[:60]}"
    return Case(f"{path} {what}", put(path, value, stack), [says])


def routes(**told: Any) -> str:
    """Return what a function is told of routes."""
    return json.dumps({key.replace("_", " /"): value for key, value in told.items()})


ROUTES = f"{CLAIMS}.Properties.Environment.Variables.ROUTES"
ME, GUEST = {"admits": "users"}, {"admits": "guests"}

BREAKS = [
    *(
        Case(f"{name} {how}", change, [says, name])
        for name, stack, says in (
            ("UserPoolClient", IDENTITY, "client id"),
            ("IdentityPool", IDENTITY, "identity"),
            (REST_API, API, "address"),
        )
        for how, change in (
            ("renamed", rename(name, "Renamed", stack)),
            ("removed", put(name, REMOVED, stack)),
            ("retyped", put(f"{name}.Type", "Custom::Thing", stack)),
            ("under a condition", put(f"{name}.Condition", CONDITION, stack)),
        )
    ),
    Case(
        "API stack renamed",
        rename_stack("api", "rest"),
        ["address", f"{API} is no longer in the app"],
    ),
    # the app client
    changed(f"{CLIENT}.GenerateSecret", True, "GenerateSecret"),
    changed(f"{CLIENT}.GenerateSecret", {"Fn::If": [CONDITION, True, False]}, "cannot be decided"),
    changed(f"{CLIENT}.UserPoolId", "eu-west-1_x", "UserPoolId"),
    changed(f"{CLIENT}.ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH"], "ALLOW_REFRESH_TOKEN_AUTH"),
    changed(f"{CLIENT}.ExplicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH"], "ALLOW_USER_SRP_AUTH"),
    changed(f"{CLIENT}.ExplicitAuthFlows", [], "turn users away"),
    changed(f"{CLIENT}.RefreshTokenRotation.Feature", "ENABLED", "refuse the refreshes"),
    changed(f"{CLIENT}.EnableTokenRevocation", False, "refuse to revoke"),
    changed(f"{CLIENT}.SupportedIdentityProviders", ["Google"], "loses COGNITO"),
    changed(f"{CLIENT}.ReadAttributes", ["name"], "custom:company"),
    Case(
        "reads no longer all",
        put(f"{CLIENT}.ReadAttributes", ["name"]),
        ["had all"],
        deployed=put(f"{CLIENT}.ReadAttributes", REMOVED),
    ),
    changed(f"{CLIENT}.WriteAttributes.0", "email", "email"),
    Case(
        "may write what an operator wrote",
        put(f"{CLIENT}.WriteAttributes.0", "custom:company"),
        ["custom:company"],
        deployed=put(f"{CLIENT}.WriteAttributes.0", REMOVED),
    ),
    changed(f"{CLIENT}.WriteAttributes", REMOVED, "all"),
    changed(f"{CLIENT}.WriteAttributes", ["name"], "refuse what frontends write"),
    Case(
        "may no longer write all",
        put(f"{CLIENT}.WriteAttributes", ["name"]),
        ["refuse what frontends write"],
        deployed=put(f"{CLIENT}.WriteAttributes", REMOVED),
    ),
    changed(f"{CLIENT}.WriteAttributes", {"Fn::If": [CONDITION, [], []]}, "cannot be decided"),
    # the pool
    *(
        changed(f"{POOL}.MfaConfiguration", value, "sign in")
        for value in ("ON", "OFF", REMOVED, {"Ref": "Anything"})
    ),
    changed(f"{POOL}.EnabledMfas", ["SMS_MFA"], "SOFTWARE_TOKEN_MFA"),
    changed(
        f"{POOL}.AccountRecoverySetting.RecoveryMechanisms.0.Name", "admin_only", "get back in"
    ),
    changed(f"{POOL}.AccountRecoverySetting", REMOVED, "get back in"),
    changed(f"{POOL}.LambdaConfig.PreSignUp", REMOVED, "sign-up gate"),
    changed(f"{POOL}.LambdaConfig", REMOVED, "sign-up gate"),
    changed(f"{POOL}.LambdaConfig.CustomMessage", "arn:aws:lambda:other", "sign-up gate"),
    Case(
        "another trigger removed",
        put(f"{POOL}.LambdaConfig.PostConfirmation", REMOVED),
        ["PostConfirmation"],
        deployed=put(f"{POOL}.LambdaConfig.PostConfirmation", "arn:aws:lambda:any"),
    ),
    changed(
        f"{POOL}.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
        [],
        "phone_number",
    ),
    changed(f"{POOL}.SmsConfiguration.SnsRegion", "us-east-1", "text from a region"),
    Case(
        "a first factor gone",
        put(f"{POOL}.Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD"]),
        ["WEB_AUTHN"],
        deployed=put(
            f"{POOL}.Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "WEB_AUTHN"]
        ),
    ),
    # the default group
    changed(
        "AWS::Lambda::Function[DEFAULT_GROUP].Properties.Environment.Variables.DEFAULT_GROUP",
        "admins",
        "join another group",
    ),
    # the gate
    changed(f"{GATE}.Properties.Environment.Variables.ALLOWED_COUNTRIES", "DE", "loses US"),
    changed(f"{GATE}.Properties.Environment.Variables.ALLOWED_COUNTRIES", REMOVED, "DE, US"),
    changed(f"{GATE}.Properties.Environment", REMOVED, "DE, US"),
    changed(
        f"{GATE}.Properties.Environment",
        {"Fn::If": [CONDITION, {}, {}]},
        "cannot be decided before the deployment, by the condition",
    ),
    changed(f"{GATE}.Properties.ReservedConcurrentExecutions", 0, "let no call"),
    *(
        Case(f"permission of Cognito: {name}", change, ["right to call"])
        for name, change in (
            ("gone", put("AWS::Lambda::Permission[cognito-idp]", REMOVED)),
            (
                "of another service",
                put("AWS::Lambda::Permission[cognito-idp].Properties.Principal", "s3"),
            ),
            (
                "for another pool",
                put("AWS::Lambda::Permission[cognito-idp].Properties.SourceArn", "arn:x"),
            ),
            (
                "for another account",
                put("AWS::Lambda::Permission[cognito-idp].Properties.SourceAccount", "1"),
            ),
        )
    ),
    # the identity pool
    changed("IdentityPool.Properties.AllowUnauthenticatedIdentities", False, "AWS credentials"),
    changed("IdentityPool.Properties.CognitoIdentityProviders", [], "AWS credentials"),
    changed(
        "IdentityPool.Properties.CognitoIdentityProviders.0",
        REMOVED,
        "AWS credentials",
    ),
    changed(f"{ATTACHMENT}.Properties.Roles.unauthenticated", REMOVED, "unauthenticated"),
    changed(f"{ATTACHMENT}.Properties.Roles.authenticated", "arn:x", "authenticated"),
    changed(f"{ATTACHMENT}.Properties.IdentityPoolId", "other", "AWS credentials"),
    changed(f"{ATTACHMENT}.Properties.RoleMappings", {"a": {"Type": "Rules"}}, "RoleMappings"),
    changed(ATTACHMENT, REMOVED, "AWS credentials"),
    changed(f"{GUEST_ROLE}.Properties.AssumeRolePolicyDocument", TRUST_POLICY, "assuming it"),
    changed(f"{GUEST_ROLE}.Properties.PermissionsBoundary", "arn:x", "take rights"),
    changed(GUESTS, REMOVED, "take rights", API),
    changed(f"{GUESTS}.Properties.Roles", [], "take rights", API),
    changed(f"{GUESTS}.Properties.PolicyDocument.Statement", [], "take rights", API),
    changed(f"{GUESTS}.Properties.PolicyDocument.Statement.0.Effect", "Deny", "rights", API),
    changed(
        f"{GUESTS}.Properties.PolicyDocument.Statement.1",
        {"Effect": "Deny", "Action": "*", "Resource": "*"},
        "take rights",
        API,
    ),
    # the API
    changed(f"{REST_API}.Properties.DisableExecuteApiEndpoint", True, "new address", API),
    changed(f"{REST_API}.Properties.EndpointConfiguration.Types", ["PRIVATE"], "address", API),
    changed(f"{REST_API}.Properties.Policy", {"Statement": []}, "turn callers", API),
    changed("AWS::ApiGateway::Stage.Properties.StageName", "v2", "new address", API),
    changed("AWS::ApiGateway::Stage", REMOVED, "new address", API),
    changed("AWS::ApiGateway::Stage.Properties.CacheClusterEnabled", True, "another one", API),
    changed(GET_ME, REMOVED, "take a route", API),
    changed("AWS::ApiGateway::Resource", REMOVED, "take a route", API),
    changed("AWS::ApiGateway::Resource.Properties.PathPart", "us", "take a route", API),
    changed(f"{GET_ME}.Properties.HttpMethod", "POST", "take a route", API),
    changed(f"{GET_ME}.Properties.AuthorizationType", "NONE", "who gets in", API),
    changed(f"{GET_ME}.Properties.AuthorizerId", "other", "who gets in", API),
    changed(f"{GET_ME}.Properties.AuthorizationScopes", ["openid"], "who gets in", API),
    changed(f"{GET_ME}.Properties.ApiKeyRequired", True, "turn callers", API),
    changed(f"{GET_ME}.Properties.Integration.Type", "MOCK", "take a route", API),
    changed(
        f"{GET_ME}.Properties.RequestParameters",
        {"method.request.header.X-Secret": True},
        "demands method.request.header.X-Secret",
        API,
    ),
    changed(PREFLIGHT, REMOVED, "take a route", API),
    changed(RESPONSES, [], "what the API answers", API),
    changed("AWS::ApiGateway::Authorizer.Properties.ProviderARNs", ["arn:x"], "who gets in", API),
    changed(
        "AWS::ApiGateway::Authorizer.Properties.IdentitySource",
        "method.request.header.Token",
        "who gets in",
        API,
    ),
    changed("AWS::ApiGateway::Authorizer.Properties.Type", "TOKEN", "who gets in", API),
    changed("AWS::ApiGateway::GatewayResponse", REMOVED, "what the API answers", API),
    changed(
        "AWS::ApiGateway::GatewayResponse.Properties.ResponseParameters",
        {},
        "what the API answers",
        API,
    ),
    changed("AWS::Lambda::Permission", REMOVED, "right to call", API),
    changed(f"{CLAIMS}.Properties.Environment.Variables.USER_POOL_CLIENT_ID", "x", "tokens", API),
    changed(f"{CLAIMS}.Properties.Environment.Variables.ALLOWED_ORIGINS", "", "loses", API),
    changed(ROUTES, routes(GET_me=ME), "GET /guest", API),
    changed(ROUTES, routes(GET_me=GUEST, GET_guest=GUEST), "GET /me for guests", API),
    changed(ROUTES, routes(GET_me=ME | {"groups": ["a"]}, GET_guest=GUEST), "for a alone", API),
    changed(ROUTES, "[]", "loses", API),
    # what others read
    *(
        Case(f"output {key} {how}", output(key, value, stack), [key])
        for key, stack in (("UserPoolId", IDENTITY), ("ApiUrl", API))
        for how, value in (
            ("removed", REMOVED),
            ("of something else", {"Value": "other"}),
            ("undecided", {"Value": {"Fn::If": [CONDITION, "a", "b"]}}),
            ("under a condition", {"Value": "other", "Condition": CONDITION}),
        )
    ),
    Case(
        "output renamed",
        both(output("UserPoolId", REMOVED), output("PoolId", {"Value": {"Ref": "UserPool"}})),
        ["UserPoolId"],
    ),
    changed(PUBLISHED, REMOVED, "take a value"),
    changed(f"{PUBLISHED}.Properties.Name", "/elsewhere", "take a value"),
    changed(f"{PUBLISHED}.Properties.Value", "other", "take a value"),
    changed(f"{PUBLISHED}.Properties.Type", "StringList", "take a value"),
]
