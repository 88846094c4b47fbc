"""Where the resources of a stage are, by the names that CloudFormation gives them."""

import pytest

from ops.deployment.stack import Stack, Stacks
from ops.permissions.caller import BACKUP, CALLER, CLEANING, DIFFER, DOCTOR, Grant
from ops.permissions.place import Place

# By a template, so that it is not cut: the topic of the alarms.
GIVEN = {"arn:aws:sns:*:{account}:{project}-{stage}-*"}


@pytest.mark.parametrize("grants", [CALLER, DIFFER, DOCTOR, CLEANING, BACKUP])
def test_no_policy_asks_for_a_whole_name_where_cloudformation_may_have_cut_it(
    grants: tuple[Grant, ...],
) -> None:
    named = {arn for grant in grants for arn in grant.resources if "{project}-{stage}" in arn}
    assert named <= GIVEN


def test_no_policy_reaches_a_stage_whose_name_begins_with_that_of_another() -> None:
    """`prod-` is the beginning of `prod-eu`, and one account may have both."""
    place = Place(account="111122223333", region="eu-central-1", stacks=_stacks("a-prod-api"))
    assert place.arns("{prefix}*") == ["a-prod-api*"]


def test_a_part_has_names_of_its_own_and_reaches_those_of_the_others_where_it_changes_them() -> (
    None
):
    stacks = _stacks("a-dev-api", "a-dev-identity")
    place = Place(account="111122223333", region="eu-central-1", stacks=stacks, part="a-dev-api")
    assert place.arns("{stack}") == place.arns("{prefix}") == place.arns("{log_group}")
    assert place.arns("{prefix}") == ["a-dev-api"]
    assert place.arns("{any_prefix}") == place.arns("{any_log_group}") == [*stacks]


def test_a_long_name_is_cut_as_cloudformation_cuts_it() -> None:
    """A role's name keeps 25 characters of its stack's: KensioSoftware/yulin#1113."""
    stacks = _stacks("an-extraordinarily-long-project-dev-api", "an-extraordinarily-long-project-x")
    place = Place(account="111122223333", region="eu-central-1", stacks=stacks)
    (arn,) = place.arns("{prefix}*")
    assert arn == "an-extraordinarily-long-p*"
    assert place.arns("{qualifier}") == ["own1"]


def _stacks(*names: str) -> Stacks:
    version = {
        "BootstrapVersion": {
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": "/cdk-bootstrap/own1/version",
        }
    }
    stack = Stack(
        template={"Parameters": version},
        termination_protection=False,
        tags={"project": "a", "stage": "dev"},
    )
    return dict.fromkeys(names, stack)
