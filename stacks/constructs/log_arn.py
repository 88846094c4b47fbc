"""The ARN of a log group as services take it that deliver logs there."""

import aws_cdk as cdk
from aws_cdk import aws_logs as logs


def log_arn(log_group: logs.LogGroup) -> str:
    """Return the ARN without the `:*` that CloudFormation's GetAtt ends it with."""
    return cdk.Stack.of(log_group).format_arn(
        service="logs",
        resource="log-group",
        resource_name=log_group.log_group_name,
        arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
    )
