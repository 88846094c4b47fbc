"""Rights that somebody changed are found: one too few to send SMS, one too many at a pool."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import (
    directory,
    identities,
    sms,
)
from ops.doctor.finding import Finding
from tests.live.doctor.findings import RED, bad


@contextmanager
def trust(case: Case, change: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """Change the trust of the SMS role, and change it back."""
    iam = boto3.client("iam")
    role = case.deployed.pool["SmsConfiguration"]["SnsCallerArn"].rpartition("/")[2]
    before: Any = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    after = json.loads(json.dumps(before))
    change(after["Statement"][0])
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(after))
    try:
        yield
    finally:
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(before))


def test_another_external_id_in_the_trust_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    def other(statement: dict[str, Any]) -> None:
        statement["Condition"]["StringEquals"]["sts:ExternalId"] = "another"

    assert bad(found(sms.role)) == []
    with trust(case, other):
        assert bad(found(sms.role)) == [(RED, "external ID")]
    assert bad(found(sms.role)) == []


def test_a_role_that_cognito_may_not_take_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    def other(statement: dict[str, Any]) -> None:
        statement["Principal"] = {"Service": "lambda.amazonaws.com"}

    with trust(case, other):
        assert bad(found(sms.role)) == [(RED, "SMS role")]


def test_a_role_that_may_not_publish_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    iam = boto3.client("iam")
    role = case.deployed.pool["SmsConfiguration"]["SnsCallerArn"].rpartition("/")[2]
    (policy,) = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    iam.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])
    try:
        assert bad(found(sms.role)) == [(RED, "SMS policy")]
    finally:
        iam.attach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])


def test_a_role_that_is_gone_is_red(case: Case) -> None:
    arn = "arn:aws:iam::000000000000:role/gone"
    settings = {"SmsConfiguration": {"SnsCallerArn": arn, "ExternalId": "x"}}
    case.deployed.__dict__["pool"] = settings
    assert bad([*ask(case, "SMS role", sms.role)]) == [(RED, "SMS role")]


def test_a_classic_flow_and_a_missing_role_are_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    client = boto3.client("cognito-identity")
    pool_id = case.deployed.outputs.identity_pool_id
    pool: Any = client.describe_identity_pool(IdentityPoolId=pool_id)
    roles = client.get_identity_pool_roles(IdentityPoolId=pool_id)["Roles"]
    pool = {
        name: value for name, value in pool.items() if value != "" and name != "ResponseMetadata"
    }
    one = {"authenticated": roles["authenticated"]}
    client.update_identity_pool(**pool | {"AllowClassicFlow": True})
    client.set_identity_pool_roles(IdentityPoolId=pool_id, Roles=one)
    try:
        assert bad(found(identities.classic_flow)) == [(RED, "classic flow")]
        assert bad(found(identities.roles)) == [(RED, "roles")]
    finally:
        client.update_identity_pool(**pool)
        client.set_identity_pool_roles(IdentityPoolId=pool_id, Roles=roles)
    assert bad([*found(identities.classic_flow), *found(identities.roles)]) == []


def test_a_client_that_takes_passwords_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    cognito, outputs = boto3.client("cognito-idp"), case.deployed.outputs
    ours = {"UserPoolId": outputs.user_pool_id, "ClientId": outputs.user_pool_client_id}
    seen = cognito.describe_user_pool_client(**ours)["UserPoolClient"]
    kept = ("ReadAttributes", "WriteAttributes", "PreventUserExistenceErrors")
    before: Any = ours | {name: seen[name] for name in kept}  # type: ignore[literal-required]
    flows = seen["ExplicitAuthFlows"]
    more = [*flows, "ALLOW_USER_PASSWORD_AUTH"]
    cognito.update_user_pool_client(**before, ExplicitAuthFlows=more)
    try:
        assert bad(found(directory.client)) == [(RED, "app client")]
    finally:
        cognito.update_user_pool_client(**before, ExplicitAuthFlows=flows)
    assert bad(found(directory.client)) == []
