"""The groups: what they are called, and that they and their members stay."""

from stacks.stage import Stage
from tests.templates import Template, of_type


def test_groups_are_the_stages(identity: Template, stage: Stage) -> None:
    groups = [g["Properties"] for g in of_type(identity, "AWS::Cognito::UserPoolGroup").values()]
    assert groups == [
        {
            "GroupName": group.name,
            "Description": group.description,
            "Precedence": group.precedence,
            "UserPoolId": {"Ref": "UserPool"},
        }
        for group in stage.users.groups
    ]


def test_groups_and_their_members_survive_a_protected_stack(
    identity: Template, stage: Stage
) -> None:
    kept = ("RetainExceptOnCreate", "Retain") if stage.protection.retain else ("Delete", "Delete")
    for group in of_type(identity, "AWS::Cognito::UserPoolGroup").values():
        assert (group["DeletionPolicy"], group["UpdateReplacePolicy"]) == kept
