"""The role of those who help users: whose it is, and what it may do."""

from pathlib import Path
from typing import Any

import pytest

from stacks.constructs.support_role import ACTIONS
from stacks.stage import Stage
from tests.templates import Template, load, of_type, statements, text

# What the default group's function may do.
ADD_TO_GROUP = "cognito-idp:AdminAddUserToGroup"


@pytest.fixture
def supported(reference: Path) -> Template:
    return load(reference, "identity")


def _roles(identity: Template) -> list[Any]:
    """Return the support role's properties, if there is one, by the parameter that shares it."""
    parameters = [p["Properties"] for p in of_type(identity, "AWS::SSM::Parameter").values()]
    shared = [p["Value"] for p in parameters if p["Name"].endswith("/SupportRole")]
    return [identity["Resources"][arn["Fn::GetAtt"][0]]["Properties"] for arn in shared]


def _statements(identity: Template) -> list[Any]:
    (role,) = _roles(identity)
    (policy,) = role["ManagedPolicyArns"]
    document = identity["Resources"][policy["Ref"]]["Properties"]["PolicyDocument"]
    found: list[Any] = document["Statement"]
    return found


def _actions(allowing: list[Any]) -> list[str]:
    granted = [s["Action"] for s in allowing]
    return [one for each in granted for one in (each if isinstance(each, list) else [each])]


def test_a_stage_has_the_role_when_it_says_so(identity: Template, stage: Stage) -> None:
    assert len(_roles(identity)) == int(stage.support.role)
    if not stage.support.role:
        granted = {one for s in statements(identity) for one in _actions([s])}
        admin = {action for action in granted if action.startswith("cognito-idp:")}
        assert admin == ({ADD_TO_GROUP} if stage.users.default_group else set())


def test_whoever_takes_it_signed_in_with_mfa_or_is_the_one_that_is_named(
    identity: Template, stage: Stage
) -> None:
    for role in _roles(identity):
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert (trust["Effect"], trust["Action"]) == ("Allow", "sts:AssumeRole")
        if stage.support.principal:
            assert trust["Principal"] == {"AWS": stage.support.principal}
        else:
            account = f"arn:${{AWS::Partition}}:iam::{stage.account or '${AWS::AccountId}'}:root"
            assert {kind: text(arn) for kind, arn in trust["Principal"].items()} == {"AWS": account}
            assert trust["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def test_it_may_do_what_the_command_does_to_this_pool_and_its_triggers(
    supported: Template,
) -> None:
    users, gate, default_group = _statements(supported)
    assert users["Resource"] == {"Fn::GetAtt": ["UserPool", "Arn"]}
    triggers = supported["Resources"]["UserPool"]["Properties"]["LambdaConfig"]
    assert gate["Resource"] == triggers["CustomMessage"]
    assert gate["Action"] == "lambda:InvokeFunction"
    assert default_group["Resource"] == triggers["PostConfirmation"]
    assert default_group["Action"] == "lambda:GetFunctionConfiguration"
    assert {s["Effect"] for s in (users, gate, default_group)} == {"Allow"}
    assert sorted(_actions([users, gate, default_group])) == sorted(ACTIONS)


def test_without_a_default_group_it_reads_no_functions_settings(
    identity: Template, stage: Stage
) -> None:
    granted = {one for s in statements(identity) for one in _actions([s])}
    reads = stage.support.role and stage.users.default_group is not None
    assert ("lambda:GetFunctionConfiguration" in granted) is reads


def test_it_signs_nobody_in_and_becomes_nobody(supported: Template) -> None:
    granted = _actions(_statements(supported))
    for operation in (
        "AdminInitiateAuth",
        "AdminRespondToAuthChallenge",
        "AdminSetUserPassword",
        "AdminCreateUser",
        "AdminConfirmSignUp",
        "AdminLinkProviderForUser",
        "UpdateUserPool",
        "UpdateUserPoolClient",
        "DeleteUserPool",
    ):
        assert f"cognito-idp:{operation}" not in granted
    for statement in _statements(supported):
        assert "*" not in text(statement["Action"]) + text(statement["Resource"])


def test_it_has_no_other_policy(supported: Template) -> None:
    (role,) = _roles(supported)
    assert "Policies" not in role
    assert len(role["ManagedPolicyArns"]) == 1
