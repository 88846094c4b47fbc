"""The roles of the delivery stack, which its outputs name, and the account that they are in."""

from typing import Any

from tests.templates import Template

ACCOUNT, REGION = "111122223333", "eu-central-1"


def role(delivery: Template, name: str) -> Any:
    """Return the properties of the role whose ARN is an output."""
    arn = delivery["Outputs"][name]["Value"]
    return delivery["Resources"][arn["Fn::GetAtt"][0]]["Properties"]
