"""An app whose only stack sets the account's SMS limit, for a deployment that has to fail.

The CDK CLI runs it as `python3 -m tests.live.sms_account_app`.
"""

import aws_cdk as cdk
from aws_cdk.aws_logs import RetentionDays

from stacks.constructs.sms_account import SmsAccount

STACK = "sms-account"

if __name__ == "__main__":
    app = cdk.App()
    stack = cdk.Stack(app, STACK, synthesizer=cdk.CliCredentialsStackSynthesizer())
    SmsAccount(stack, "SmsAccount", monthly_limit_usd=1, log_retention=RetentionDays.ONE_WEEK)
    app.synth()
