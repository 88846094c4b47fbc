"""The rights of the support role are those that `python -m ops support` asks for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import pytest

import ops.desk.pool
from ops.deployment.environment import REGION
from ops.support.command import CHANGES
from stacks.constructs.support_role import ACTIONS, ASK_THE_GATE, READ_THE_DEFAULT_GROUP
from tests.live.clients import refusal
from tests.live.helped import Helped, Support, calls, helped, new_helped, support

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

__all__ = ["calls", "helped", "new_helped", "support"]

# What any credentials may ask, and what is told only to those who may.
UNGRANTED = {"sts:GetCallerIdentity", "logs:DescribeLogGroups"}


@dataclass(frozen=True)
class ByTheRole:
    """The session of who has the role's rights, and those rights."""

    session: boto3.Session
    statements: list[dict[str, str]]


@pytest.fixture
def by_the_role(
    cognito: "CognitoIdentityProviderClient", pool_id: str, monkeypatch: pytest.MonkeyPatch
) -> ByTheRole:
    """Let the command work by credentials that have the role's rights."""
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    triggers: Mapping[str, Any] = pool["LambdaConfig"]
    on_functions = {ASK_THE_GATE: "CustomMessage", READ_THE_DEFAULT_GROUP: "PostConfirmation"}
    statements = [
        {
            "Effect": "Allow",
            "Action": action,
            "Resource": triggers[on_functions[action]] if action in on_functions else pool["Arn"],
        }
        for action in ACTIONS
        if on_functions.get(action, "CustomMessage") in triggers
    ]
    iam = boto3.client("iam")
    iam.create_user(UserName="desk")
    iam.put_user_policy(
        UserName="desk",
        PolicyName="help",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}),
    )
    key = iam.create_access_key(UserName="desk")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=REGION)
    monkeypatch.setattr(ops.desk.pool, "connect", lambda _: session)
    return ByTheRole(session, statements)


def test_the_role_may_do_what_the_verbs_ask_for_and_nothing_else(
    support: Support,
    helped: Helped,
    by_the_role: ByTheRole,
    new_phone_number: Callable[..., str],
    calls: list[str],
) -> None:
    whom, to = ["--sub", helped.sub], ["--to", new_phone_number(), "--verified-out-of-band"]
    assert support("find", "--number", helped.number).code == 0
    assert "no such group" in support("find", "--group", "nobody").err
    assert support("show", *whom).code == 0
    assert "observation.log_retention" in support("export", *whom).out
    for verb in CHANGES:
        more = to if verb == "move" else ["--group", "nobody"] if verb.endswith("group") else []
        said = support(verb, *whom, *more, "--yes")
        assert said.audit[0]["outcome"] in ("done", "refused: ResourceNotFoundException"), verb
    assert support("delete", *whom, "--yes").code == 0
    assert support("erase", *whom, "--yes").code == 0
    assert support("purge", "--older-than", "9999", "--dry-run").code == 0
    joining = support("join-default-group", "--newer-than", "9999", "--dry-run")
    granted = {statement["Action"] for statement in by_the_role.statements}
    assert joining.code == int(READ_THE_DEFAULT_GROUP not in granted)
    asked = {"lambda:InvokeFunction" if call == "lambda:Invoke" else call for call in calls}
    assert asked - UNGRANTED == granted
    create = by_the_role.session.client("cognito-idp").admin_create_user
    refused = refusal(create, UserPoolId="us-east-1_another", Username=helped.number)
    assert refused[0].startswith("AccessDenied")
