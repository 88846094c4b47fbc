"""What is promised about protection, as AWS reports it, beside what was deployed.

A promise is read from the template that the stage was deployed with; a setting that somebody has
changed since, in the console or by a call, shows here.
"""

import json
from collections.abc import Callable
from typing import Any

from ..deployment.stack import CLIENT, POOL, REST_API, Stack, properties
from ..deployment.subject import Subject
from .table import Row, Rows, equal, not_shown, row

_STAGE = "AWS::ApiGateway::Stage"
_FIREWALL = "AWS::WAFv2::WebACLAssociation"
SRP_ONLY = {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


def promises(subject: Subject) -> Rows:
    """Compare what was deployed with what AWS reports."""
    for promise in PROMISES:
        yield from promise(subject)


def _directory(subject: Subject) -> Rows:
    wanted = _deployed(subject.identity, POOL).get("DeletionProtection", "INACTIVE")
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
    hidden = client.get("PreventUserExistenceErrors")
    yield equal("it does not tell who has an account", hidden, "ENABLED")
    deployed = _deployed(subject.identity, CLIENT)
    for name in ("ReadAttributes", "WriteAttributes"):
        seen, wanted = (sorted(values.get(name, [])) for values in (client, deployed))
        holds = seen == wanted
        yield row(
            f"its {name} are the deployed ones",
            "they are" if holds else ", ".join(set(seen) ^ set(wanted)),
            holds=holds,
        )


def _pool(subject: Subject) -> Rows:
    deployed = _deployed(subject.identity, POOL)
    wanted = deployed.get("Policies", {}).get("PasswordPolicy", {})
    seen = subject.pool["Policies"]["PasswordPolicy"]
    least = f"a password has {wanted.get('MinimumLength')} characters or more"
    yield equal(least, seen.get("MinimumLength"), wanted.get("MinimumLength"))
    yield equal(
        "the second factor is as deployed",
        subject.facts.mfa_configuration,
        deployed.get("MfaConfiguration", "OFF"),
    )
    triggers = subject.pool.get("LambdaConfig", {})
    for name in deployed.get("LambdaConfig", {}):
        yield row(f"the trigger {name} is set", _on(name in triggers), holds=name in triggers)


def _sms(subject: Subject) -> Rows:
    seen = subject.pool.get("SmsConfiguration", {})
    role = str(seen.get("SnsCallerArn", "")).rpartition("/")[2]
    found = subject.client("iam").get_role(RoleName=role)["Role"] if role else {}
    trust = json.dumps(found.get("AssumeRolePolicyDocument", {}))
    holds = bool(seen.get("ExternalId")) and f'"{seen["ExternalId"]}"' in trust
    yield row(
        "pool and SMS role have the same external ID", "equal" if holds else "not", holds=holds
    )
    wanted = _deployed(subject.identity, POOL).get("SmsConfiguration", {}).get("SnsRegion")
    region = wanted if isinstance(wanted, str) else subject.outputs.region
    yield equal(f"the pool texts from {region}", seen.get("SnsRegion"), region)
    failure = subject.pool.get("SmsConfigurationFailure")
    yield row("Cognito finds nothing amiss with texting", failure or "nothing", holds=not failure)


def _identity_pool(subject: Subject) -> Rows:
    found = subject.client("cognito-identity").describe_identity_pool(
        IdentityPoolId=subject.outputs.identity_pool_id
    )
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
    (authorizer,) = gateway.get_authorizers(restApiId=api)["items"]
    pools = [arn.rpartition("/")[2] for arn in authorizer["providerARNs"]]
    yield equal("the API's authorizer asks our user pool", pools, [subject.outputs.user_pool_id])
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


def _deployed(stack: Stack, kind: str) -> dict[str, Any]:
    (name,) = stack.of_type(kind)
    return dict(properties(stack.resources[name]))


def _on(value: object) -> str:
    return "on" if value else "off"


PROMISES: tuple[Callable[[Subject], Rows], ...] = (
    _directory,
    _stack_policy,
    _app_client,
    _pool,
    _sms,
    _identity_pool,
    _api,
    _firewall,
)
