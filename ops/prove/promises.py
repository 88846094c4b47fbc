"""What every stage promises about protection, as AWS reports it now.

What else a stage was deployed with is in `settings`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ..deployment.stack import CLIENT, POOL, REST_API, properties
from ..deployment.subject import Subject
from .resource import resources
from .table import Row, Rows, equal, not_shown, row, told

_STAGE = "AWS::ApiGateway::Stage"
_FIREWALL = "AWS::WAFv2::WebACLAssociation"
SRP_ONLY = {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


def promises(subject: Subject) -> Rows:
    """Ask AWS for what is promised."""
    for what, promise in PROMISES.items():
        yield from told(what, lambda: promise(subject))  # noqa: B023 - run at once


def _directory(subject: Subject) -> Rows:
    (pool,) = subject.identity.of_type(POOL)
    deployed = properties(subject.identity.resources[pool])
    wanted = deployed.get("DeletionProtection", "INACTIVE")
    seen = subject.pool.get("DeletionProtection", "INACTIVE")
    yield equal(f"deletion protection of the user pool is {wanted}", seen, wanted)
    for part, stack in (("identity", subject.identity), ("api", subject.api)):
        yield equal(
            f"termination protection of the {part} stack is {_on(subject.protected)}",
            _on(stack.termination_protection),
            _on(subject.protected),
        )


def _stack_policy(subject: Subject) -> Rows:
    name = "a stack policy forbids replacing pool, client and identity pool"
    if not subject.protected:
        yield not_shown(name, "the stage is not protected")
        return
    holds = subject.kept
    yield row(name, "it does" if holds else "it does not", holds=holds)


def _app_client(subject: Subject) -> Rows:
    client = subject.app_client
    flows = set(client.get("ExplicitAuthFlows", []))
    yield row(
        "the app client signs in by SRP alone",
        ", ".join(sorted(flows)),
        holds=flows == SRP_ONLY,
    )
    oauth = [*client.get("AllowedOAuthFlows", []), *client.get("CallbackURLs", [])]
    yield row("it has no OAuth", ", ".join(oauth) or "none", holds=not oauth)
    yield row("it has no secret", _on("ClientSecret" in client), holds="ClientSecret" not in client)
    others = _other_clients(subject)
    yield row("the pool has no app client beside it", ", ".join(others) or "none", holds=not others)
    hidden = client.get("PreventUserExistenceErrors")
    yield equal("it does not tell who has an account", hidden, "ENABLED")


def _other_clients(subject: Subject) -> list[str]:
    """Return the ids of the pool's app clients that its stacks have not made."""
    pages = subject.client("cognito-idp").get_paginator("list_user_pool_clients")
    found = [
        client["ClientId"]
        for page in pages.paginate(UserPoolId=subject.outputs.user_pool_id)
        for client in page["UserPoolClients"]
    ]
    ours = {one.physical_id for one in resources(subject, CLIENT)}
    return sorted({*found} - ours)


def _sms(subject: Subject) -> Rows:
    seen = subject.pool.get("SmsConfiguration", {})
    role = str(seen.get("SnsCallerArn", "")).rpartition("/")[2]
    found = subject.client("iam").get_role(RoleName=role)["Role"] if role else {}
    external = seen.get("ExternalId")
    holds = bool(external) and _asks_for(external, found.get("AssumeRolePolicyDocument", {}))
    yield row(
        "pool and SMS role have the same external ID", "equal" if holds else "not", holds=holds
    )
    failure = subject.pool.get("SmsConfigurationFailure")
    yield row("Cognito finds nothing amiss with texting", failure or "nothing", holds=not failure)


def _asks_for(external_id: str, trust: Mapping[str, Any]) -> bool:
    """Tell whether nobody may assume a role without an external ID."""
    asked = [
        statement.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId")
        for statement in trust.get("Statement", [])
        if statement["Effect"] == "Allow"
    ]
    return bool(asked) and all(one in (external_id, [external_id]) for one in asked)


def _identity_pool(subject: Subject) -> Rows:
    found = subject.identity_pool
    classic = bool(found.get("AllowClassicFlow"))
    yield row("the identity pool has no classic flow", _on(classic), holds=not classic)
    providers = {provider["ClientId"] for provider in found.get("CognitoIdentityProviders", [])}
    ours = {subject.outputs.user_pool_client_id}
    yield row(
        "it takes tokens of our client alone", _on(providers == ours), holds=providers == ours
    )


def _api(subject: Subject) -> Rows:
    gateway = subject.client("apigateway")
    api, stage = (subject.physical_id("api", kind) for kind in (REST_API, _STAGE))
    found = gateway.get_authorizers(restApiId=api)["items"]
    pools = {arn.rpartition("/")[2] for one in found for arn in one.get("providerARNs", [])}
    ours = subject.outputs.user_pool_id
    yield equal("the API's authorizer asks our user pool", ", ".join(sorted(pools)), ours)
    settings = gateway.get_stage(restApiId=api, stageName=stage).get("methodSettings", {})
    limits = settings.get("*/*", {})
    rate = limits.get("throttlingRateLimit")
    yield row("the API is throttled", f"{rate} a second", holds=bool(rate))
    traced = bool(limits.get("dataTraceEnabled"))
    yield row("it logs nothing of what is sent", _on(traced), holds=not traced)


def _firewall(subject: Subject) -> Rows:
    outputs = subject.outputs
    if subject.identity.of_type(_FIREWALL):
        yield _is_protected(subject, "user pool", subject.pool["Arn"])
    if subject.api.of_type(_FIREWALL):
        api, stage = (subject.physical_id("api", kind) for kind in (REST_API, _STAGE))
        arn = f"arn:aws:apigateway:{outputs.region}::/restapis/{api}/stages/{stage}"
        yield _is_protected(subject, "API", arn)


def _is_protected(subject: Subject, what: str, arn: str) -> Row:
    found = subject.client("wafv2").get_web_acl_for_resource(ResourceArn=arn)
    there = bool(found.get("WebACL"))
    return row(f"a web firewall is before the {what}", _on(there), holds=there)


def _on(value: object) -> str:
    return "on" if value else "off"


# What a row says whose question AWS does not answer, and who asks.
PROMISES: dict[str, Callable[[Subject], Rows]] = {
    "the user pool and its stacks are protected": _directory,
    "a stack policy keeps the directory": _stack_policy,
    "the app client is for SRP alone": _app_client,
    "Cognito can text": _sms,
    "the identity pool is for our users and guests": _identity_pool,
    "the API asks our user pool and is throttled": _api,
    "a web firewall is where it was deployed": _firewall,
}
