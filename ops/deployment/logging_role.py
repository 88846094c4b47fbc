"""The role by which API Gateway writes logs, once an account and region."""

from typing import Any

import boto3

ROLE = "api-gateway-logs"
SERVICE = "apigateway.amazonaws.com"


def fault(session: boto3.Session, arn: str | None) -> str | None:
    """Return why API Gateway cannot log by a role, or None if it can.

    API Gateway keeps the name of a role that was deleted, and says nothing.
    """
    if not arn:
        return "it has no role for that"
    name = arn.rpartition("/")[2]
    iam = session.client("iam")
    try:
        role = iam.get_role(RoleName=name)["Role"]
    except iam.exceptions.NoSuchEntityException:
        return f"the role {name} in its settings is gone"
    if not _may_assume(role["AssumeRolePolicyDocument"]):
        return f"the role {name} in its settings does not trust {SERVICE}"
    if name == ROLE and not iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        return f"the role {name} in its settings has lost its policy"
    return None


def _may_assume(trust: Any) -> bool:
    """Tell whether a trust policy lets API Gateway in; what its conditions say is not judged."""
    trusted = [
        principal.get("Service", []) if isinstance(principal, dict) else principal
        for statement in _several(trust["Statement"])
        if statement["Effect"] == "Allow" and (principal := statement.get("Principal"))
    ]
    return any({SERVICE, "*"} & {*_several(services)} for services in trusted)


def _several(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]
