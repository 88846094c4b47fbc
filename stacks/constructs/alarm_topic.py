"""The topic that alarms tell: encrypted by a key that CloudWatch and EventBridge may use.

AWS's own key for SNS has a policy that nobody can change, and lets neither in: an alarm would fire
and tell nobody (AWS re:Post, "Why didn't I receive an SNS notification for my CloudWatch alarm
trigger?"). Hence a key of our own.
"""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

# "Decrypt" and "GenerateDataKey*" (SNS developer guide, "Enable compatibility between event sources
# from AWS services and encrypted topics"; of the latter, SNS calls GenerateDataKey).
_USE = ["kms:Decrypt", "kms:GenerateDataKey"]


class AlarmTopic(Construct):
    """A topic to which this account's alarms publish, and EventBridge; and nobody else.

    It has no subscriber: addresses are personal data, and stay out of sources and templates.

    Attributes:
        topic: the topic.
    """

    def __init__(self, scope: Construct, id_: str, *, name: str) -> None:
        """Make the topic, and its key. Neither holds anything that outlives a delivery."""
        super().__init__(scope, id_)
        key = kms.Key(
            self,
            "Key",
            description="Encrypts what alarms tell",
            enable_key_rotation=True,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        self.topic = sns.Topic(self, "Default", topic_name=name, master_key=key, enforce_ssl=True)
        key.add_to_resource_policy(_lets_use("cloudwatch", conditions=_of_this_account()))
        # "Adding the aws:SourceAccount, aws:SourceArn, and aws:SourceOrgID to a AWS KMS policy is
        # not supported for EventBridge-to-encrypted topics" (the same guide; events are lost
        # without a word: awslabs/landing-zone-accelerator-on-aws#407).
        key.add_to_resource_policy(_lets_use("events"))
        alarms = cdk.Stack.of(self).format_arn(
            service="cloudwatch",
            resource="alarm",
            resource_name="*",
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        self._lets_publish("cloudwatch", {"ArnLike": {"aws:SourceArn": alarms}})
        # "You can't use Condition blocks in Amazon SNS topic policies for EventBridge"
        # (EventBridge user guide, "Using resource-based policies", Amazon SNS permissions).
        self._lets_publish("events")

    def _lets_publish(
        self, service: str, conditions: dict[str, dict[str, str]] | None = None
    ) -> None:
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal(f"{service}.amazonaws.com")],
                resources=[self.topic.topic_arn],
                conditions=conditions,
            )
        )


def _lets_use(
    service: str, conditions: dict[str, dict[str, str]] | None = None
) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=_USE,
        principals=[iam.ServicePrincipal(f"{service}.amazonaws.com")],
        resources=["*"],  # of a key policy: this key
        conditions=conditions,
    )


def _of_this_account() -> dict[str, dict[str, str]]:
    return {"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}}
