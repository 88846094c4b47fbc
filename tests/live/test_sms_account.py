"""The account's SMS settings on the embedded cloud, as far as it knows them."""

from pathlib import Path

import aws_cdk as cdk
import boto3
import pytest
from aws_cdk.aws_logs import RetentionDays

from ops.errors import OpsError
from ops.local.cdk import Cdk
from stacks.constructs.sms_account import SmsAccount
from tests.synthesis import deployable_app

STACK = "sms-account"


def test_a_setting_that_sns_refuses_fails_the_deployment_in_one_sentence(tmp_path: Path) -> None:
    """MiniStack runs the custom resource and has no SetSMSAttributes: SNS refuses every limit."""
    app = deployable_app(tmp_path / "out")
    stack = cdk.Stack(app, STACK, synthesizer=cdk.CliCredentialsStackSynthesizer())
    SmsAccount(stack, "SmsAccount", monthly_limit_usd=1, log_retention=RetentionDays.ONE_WEEK)
    app.synth()
    with (tmp_path / "lock").open("w") as lock:
        cli = Cdk(tmp_path, lock=lock.fileno(), verbose=False)
        with pytest.raises(OpsError, match=r"SNS refused to set the SMS attributes \(Invalid"):
            cli.run("deploy", "--require-approval=never", f"--app={tmp_path}/out")
    boto3.client("cloudformation").delete_stack(StackName=STACK)
