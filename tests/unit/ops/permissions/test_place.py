"""Where the resources of a stage are, by the names that CloudFormation gives them."""

import pytest

from ops.deployment.stack import Stack
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


def test_a_long_name_is_cut_as_cloudformation_cuts_it() -> None:
    """A role's name keeps 25 characters of its stack's: KensioSoftware/yulin#1113."""
    version = {
        "BootstrapVersion": {
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": "/cdk-bootstrap/own1/version",
        }
    }
    stack = Stack(
        template={"Parameters": version},
        termination_protection=False,
        tags={"project": "an-extraordinarily-long-project", "stage": "dev"},
    )
    place = Place(account="111122223333", region="eu-central-1", stacks={"x": stack})
    (arn,) = place.arns("{prefix}*")
    assert arn == "an-extraordinarily-long-p*"
    assert place.arns("{qualifier}") == ["own1"]
