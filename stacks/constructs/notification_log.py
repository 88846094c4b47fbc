"""The log of the SMS that Cognito could not deliver."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_logs as logs
from constructs import Construct

from .log_arn import log_arn


def log_undelivered_messages(
    scope: Construct,
    user_pool: cognito.IUserPool,
    *,
    name: str | None,
    retention: logs.RetentionDays,
    removal_policy: cdk.RemovalPolicy,
) -> None:
    """Log the messages of a pool that were not delivered; no name makes one that is unique."""
    log_group = logs.LogGroup(
        scope,
        "NotificationErrors",
        log_group_name=notification_log_name(name or cdk.Names.unique_resource_name(scope)),
        retention=retention,
        removal_policy=removal_policy,
    )
    delivery = cognito.CfnLogDeliveryConfiguration
    delivery(
        scope,
        "NotificationErrorDelivery",
        user_pool_id=user_pool.user_pool_id,
        log_configurations=[
            delivery.LogConfigurationProperty(
                event_source="userNotification",
                log_level="ERROR",
                cloud_watch_logs_configuration=delivery.CloudWatchLogsConfigurationProperty(
                    log_group_arn=log_arn(log_group)
                ),
            )
        ],
    )


def notification_log_name(name: str) -> str:
    """Return how the log group is named.

    Cognito adds it to a resource policy of limited size unless it is below /aws/vendedlogs/
    (Cognito developer guide, "Exporting logs").
    """
    return f"/aws/vendedlogs/cognito/{name}"
