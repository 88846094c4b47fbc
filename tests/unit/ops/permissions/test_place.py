"""Where the resources of a stage are, by the names that CloudFormation gives them."""

from ops.deployment.stack import Stack
from ops.permissions.place import Place


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
