"""What a role was deployed with: who may assume it, and every policy that it has."""

from collections.abc import Iterator
from typing import Any

from .resource import Resource, Settings, resources
from .values import Exactly

_ATTACHED, _INLINE = "its attached policies", "its inline policies"


def role_settings(resource: Resource) -> Settings:
    """Return its trust, its policies, and the document of each that the stacks made."""
    iam, role = resource.client("iam"), resource.physical_id
    deployed = resource.settings()
    managed = list(_managed(resource, deployed.get("ManagedPolicyArns", [])))
    inline = [*deployed.get("Policies", []), *_inline(resource)]
    wanted = {
        "AssumeRolePolicyDocument": Exactly(deployed["AssumeRolePolicyDocument"]),
        _ATTACHED: [
            *dict.fromkeys(
                [*deployed.get("ManagedPolicyArns", []), *(one.physical_id for one in managed)]
            )
        ],
        _INLINE: [one["PolicyName"] for one in inline],
        **{one.logical_id: Exactly(one.settings()["PolicyDocument"]) for one in managed},
        **{one["PolicyName"]: Exactly(one["PolicyDocument"]) for one in inline},
    }
    seen = {
        "AssumeRolePolicyDocument": iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"],
        _ATTACHED: [
            one["PolicyArn"]
            for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=role)
            for one in page["AttachedPolicies"]
        ],
        _INLINE: [
            name
            for page in iam.get_paginator("list_role_policies").paginate(RoleName=role)
            for name in page["PolicyNames"]
        ],
    }
    documents = {one.logical_id: _document(iam, one.physical_id) for one in managed}
    for one in inline:
        if (name := one["PolicyName"]) in seen[_INLINE]:
            found = iam.get_role_policy(RoleName=role, PolicyName=name)
            documents[name] = found["PolicyDocument"]
    return Settings(wanted, seen | documents)


def _managed(role: Resource, named: list[Any]) -> Iterator[Resource]:
    """Yield the managed policies of the stacks that the role was deployed with."""
    for one in resources(role.subject, "AWS::IAM::ManagedPolicy"):
        if one.physical_id in named or role.physical_id in one.settings().get("Roles", []):
            yield one


def _inline(role: Resource) -> Iterator[dict[str, Any]]:
    """Yield the inline policies that the stacks gave to the role beside it."""
    for one in resources(role.subject, "AWS::IAM::Policy"):
        settings = one.settings()
        if role.physical_id in settings.get("Roles", []):
            yield settings


def _document(iam: Any, arn: str) -> Any:
    """Return the document by which a managed policy counts."""
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    found = iam.get_policy_version(PolicyArn=arn, VersionId=version)
    return found["PolicyVersion"]["Document"]
