"""The kinds of resources that a failed or destroyed deployment can leave, and how each goes."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from botocore.exceptions import ClientError

from ..deployment.stack import IDENTITY_POOL, POOL, ROLE
from ..errors import RefusedError

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

_ABSENT = ("ResourceNotFoundException", "NoSuchEntity", "ParameterNotFound")


class Leftover(NamedTuple):
    """A resource by its CloudFormation type and its physical id."""

    type: str
    id: str

    def __str__(self) -> str:
        """What an operator calls it."""
        return f"{KINDS[self.type].noun} {self.id}"


class Kind(NamedTuple):
    """How resources of a type are called, looked at and removed: by a client's methods."""

    noun: str
    service: Any
    parameter: str
    look: str
    remove: str
    prepare: Callable[[Any, str], None] = lambda _client, _id: None


def exists(session: boto3.Session, leftover: Leftover) -> bool:
    """Tell whether a resource is there."""
    kind = KINDS[leftover.type]
    try:
        getattr(_client(session, kind.service), kind.look)(**{kind.parameter: leftover.id})
    except ClientError as error:
        if error.response["Error"]["Code"] not in _ABSENT:
            raise
        return False
    return True


def remove(session: boto3.Session, leftover: Leftover) -> None:
    """Remove a resource for good.

    Raises:
        RefusedError: it is a user pool that has users.
    """
    kind = KINDS[leftover.type]
    client = _client(session, kind.service)
    kind.prepare(client, leftover.id)
    getattr(client, kind.remove)(**{kind.parameter: leftover.id})


def refuse_users(session: boto3.Session, pool_id: str) -> None:
    """Raise RefusedError if a pool has users."""
    _refuse_users(_client(session, "cognito-idp"), pool_id)


@cache
def _client(session: boto3.Session, service: Any) -> Any:
    return session.client(service)


def _refuse_users(client: "CognitoIdentityProviderClient", pool_id: str) -> None:
    found = client.list_users(UserPoolId=pool_id, Limit=60)
    if users := len(found["Users"]):
        more = " or more" if found.get("PaginationToken") else ""
        raise RefusedError(
            f"the user pool {pool_id} is left of a deployment that failed, and has {users}{more}"
            " user(s): nothing of it is removed; find out who they are, and keep or delete the"
            " pool by hand."
        )


def _unprotect_pool(client: "CognitoIdentityProviderClient", pool_id: str) -> None:
    """Turn deletion protection off, and look again that nobody is in the pool.

    UpdateUserPool sets back what it is not told, and refuses what then contradicts itself
    (ekristen/aws-nuke#477): so it is told all that the pool is.
    """
    _refuse_users(client, pool_id)
    pool: dict[str, Any] = dict(client.describe_user_pool(UserPoolId=pool_id)["UserPool"])
    told = client.meta.service_model.operation_model("UpdateUserPool").input_shape
    assert told
    same = {name: value for name, value in pool.items() if name in told.members}
    # The older name of a password policy's TemporaryPasswordValidityDays: one of both is allowed.
    same.get("AdminCreateUserConfig", {}).pop("UnusedAccountValidityDays", None)
    off = {"UserPoolId": pool_id, "DeletionProtection": "INACTIVE"}
    client.update_user_pool(**(same | off))


def _detach_policies(client: Any, role: str) -> None:
    for policy in client.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        client.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])


# In the order in which they go: a pool needs its role for its last update.
KINDS = {
    POOL: Kind(
        "user pool",
        "cognito-idp",
        "UserPoolId",
        "describe_user_pool",
        "delete_user_pool",
        _unprotect_pool,
    ),
    IDENTITY_POOL: Kind(
        "identity pool",
        "cognito-identity",
        "IdentityPoolId",
        "describe_identity_pool",
        "delete_identity_pool",
    ),
    ROLE: Kind("role", "iam", "RoleName", "get_role", "delete_role", _detach_policies),
    "AWS::IAM::ManagedPolicy": Kind("policy", "iam", "PolicyArn", "get_policy", "delete_policy"),
    "AWS::Logs::LogGroup": Kind(
        "log group", "logs", "logGroupName", "describe_log_streams", "delete_log_group"
    ),
    "AWS::SSM::Parameter": Kind("parameter", "ssm", "Name", "get_parameter", "delete_parameter"),
}
