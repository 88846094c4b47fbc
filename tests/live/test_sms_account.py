"""The account's SMS settings on the embedded cloud, as far as it knows them."""

import pytest

from ops.errors import OpsError
from tests.deployment import Deployment


def test_a_setting_that_sns_refuses_fails_the_deployment_in_one_sentence(
    deployment: Deployment,
) -> None:
    """MiniStack runs the custom resource and has no SetSMSAttributes: SNS refuses every limit."""
    try:
        with pytest.raises(OpsError, match=r"SNS refused to set the SMS attributes \(Invalid"):
            deployment.redeploy({"sms.monthly_limit_usd": 1})
    finally:
        deployment.redeploy()
