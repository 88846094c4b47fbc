"""Whether each resource of a stage still has the settings that it was deployed with.

A setting that somebody has changed since, in the console or by a call, shows here. CloudFormation
would not set it back: it compares templates alone.
"""

from collections.abc import Callable
from typing import NamedTuple

from ..deployment.stack import CLIENT, IDENTITY_POOL, POOL, REST_API, ROLE
from ..deployment.subject import Subject
from . import cognito_settings, gateway_settings
from .resource import Resource, Settings, resources
from .roles import role_settings
from .table import Rows, row, told
from .values import Exactly, matches

_OF_A_FUNCTION = ("Handler", "MemorySize", "Role", "Runtime", "Timeout")


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


def _function(resource: Resource) -> Settings:
    deployed = resource.settings()
    seen = resource.client("lambda").get_function_configuration(FunctionName=resource.physical_id)
    variables = Exactly(deployed.get("Environment", {}).get("Variables", {}))
    of_it = {name: deployed[name] for name in _OF_A_FUNCTION if name in deployed}
    reported = {**seen, "Environment": seen.get("Environment", {}).get("Variables", {})}
    return Settings({**of_it, "Environment": variables}, reported)


_KINDS = (
    _Kind(POOL, "the user pool is as deployed", cognito_settings.pool),
    _Kind("AWS::Cognito::UserPoolGroup", "the group {} is as deployed", cognito_settings.group),
    _Kind(CLIENT, "the app client is as deployed", cognito_settings.client),
    _Kind(IDENTITY_POOL, "the identity pool is as deployed", cognito_settings.identity_pool),
    _Kind(
        "AWS::Cognito::IdentityPoolRoleAttachment",
        "the identity pool's roles are as deployed",
        cognito_settings.attachment,
    ),
    _Kind(ROLE, "the role {} is as deployed", role_settings),
    _Kind("AWS::Lambda::Function", "the function {} is as deployed", _function),
    _Kind(REST_API, "who may call the API is as deployed", gateway_settings.api),
    _Kind("AWS::ApiGateway::Stage", "the API's stage is as deployed", gateway_settings.api_stage),
    _Kind(
        "AWS::ApiGateway::Authorizer",
        "the API's authorizer is as deployed",
        gateway_settings.authorizer,
    ),
)
