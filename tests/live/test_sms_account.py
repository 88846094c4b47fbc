"""The account's SMS settings on the embedded cloud, as far as it knows them."""

from pathlib import Path

import boto3
import pytest

from ops.errors import OpsError
from ops.local.cdk import Cdk
from tests.live import sms_account_app


def test_a_setting_that_sns_refuses_fails_the_deployment_in_one_sentence(tmp_path: Path) -> None:
    """MiniStack runs the custom resource and has no SetSMSAttributes: SNS refuses every limit."""
    deploy = ["deploy", "--require-approval=never", "--no-validation", f"--output={tmp_path}/out"]
    with (tmp_path / "lock").open("w") as lock:
        cdk = Cdk(tmp_path, lock=lock.fileno(), verbose=False)
        with pytest.raises(OpsError, match=r"SNS refused to set the SMS attributes \(Invalid"):
            cdk.run(*deploy, f"--app=python3 -m {sms_account_app.__name__}")
    boto3.client("cloudformation").delete_stack(StackName=sms_account_app.STACK)
