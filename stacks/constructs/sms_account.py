"""What an account may spend on SMS: SNS settings that CloudFormation has no resource for."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from .python_function import PythonFunction

# SNS and CloudFormation's URL, each tried three times (lambdas/sms_account).
_TIMEOUT = cdk.Duration.seconds(60)
# Lambda runs a failed event again after one and after two more minutes; then nobody will answer.
_SERVICE_TIMEOUT = cdk.Duration.minutes(8)


class SmsAccount(Construct):
    """SNS's monthly spend limit and SMS type, for this account in one region.

    One stage of an account and region owns them: two would overwrite each other. They stay when
    the stack goes.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        monthly_limit_usd: int,
        region: str | None = None,
        log_retention: logs.RetentionDays,
    ) -> None:
        """Set the limit, in US dollars a month, and the type Transactional.

        Args:
            scope: what owns it.
            id_: the construct's id.
            monthly_limit_usd: whole US dollars a month, 1 or more.
            region: where SNS texts from; None: the stack's region.
            log_retention: how long CloudWatch keeps the function's log.
        """
        super().__init__(scope, id_)
        set_attributes = iam.ManagedPolicy(
            self,
            "SetAttributes",
            description="Lets the sms_account function set the account's SMS attributes",
            statements=[iam.PolicyStatement(actions=["sns:SetSMSAttributes"], resources=["*"])],
        )
        cdk.Validations.of(set_attributes).acknowledge(
            cdk.Acknowledgment(
                id="AwsSolutions-IAM5[Resource::*]",
                reason="sns:SetSMSAttributes has no resource type (Service Authorization "
                "Reference, Amazon SNS): there is no ARN to name",
            )
        )
        setter = PythonFunction(
            self,
            "Setter",
            package="sms_account",
            description="Sets SNS's SMS attributes for CloudFormation",
            timeout=_TIMEOUT,
            log_retention=log_retention,
            environment={},
            policies=[set_attributes],
        )
        cdk.CustomResource(
            self,
            "Default",
            resource_type="Custom::SmsAccount",
            service_token=setter.function.function_arn,
            service_timeout=_SERVICE_TIMEOUT,
            properties={
                "MonthlySpendLimit": monthly_limit_usd,
                "Region": region or cdk.Stack.of(self).region,
            },
        )
