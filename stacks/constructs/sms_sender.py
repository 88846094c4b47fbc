"""The right by which Cognito texts users: a role and its external ID, which go together."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct


class SmsSender(Construct):
    """The SNS role of a user pool, for this account's pools and this stack's external ID alone.

    Attributes:
        role: the role that Cognito assumes to publish an SMS.
        external_id: the secret half of the stack's own id: random per deployment, stable for the
            stack's life, and in no source file.
    """

    def __init__(self, scope: Construct, id_: str, *, removal_policy: cdk.RemovalPolicy) -> None:
        """Make the role; it must live as long as the pool, whose every update validates it."""
        super().__init__(scope, id_)
        # arn:aws:cloudformation:<region>:<account>:stack/<name>/<this part>
        self.external_id = cdk.Fn.select(2, cdk.Fn.split("/", cdk.Aws.STACK_ID))
        publish = iam.ManagedPolicy(
            self,
            "Publish",
            description="Lets Cognito text the users of the pool",
            # An SMS has no topic, so there is no ARN to name.
            statements=[iam.PolicyStatement(actions=["sns:Publish"], resources=["*"])],
        )
        cdk.Validations.of(publish).acknowledge(
            cdk.Acknowledgment(
                id="AwsSolutions-IAM5[Resource::*]",
                reason="An SMS goes to a number, not to a topic: there is no ARN to name",
            )
        )
        # The exact pool would be a cycle: the pool names the role.
        pools = cdk.Stack.of(self).format_arn(
            service="cognito-idp", resource="userpool", resource_name="*"
        )
        self.role = iam.Role(
            self,
            "Default",
            description="Lets Cognito text the users of the pool",
            assumed_by=iam.ServicePrincipal(
                "cognito-idp.amazonaws.com",
                conditions={
                    "StringEquals": {
                        "sts:ExternalId": self.external_id,
                        "aws:SourceAccount": cdk.Aws.ACCOUNT_ID,
                    },
                    "ArnLike": {"aws:SourceArn": pools},
                },
            ),
            managed_policies=[publish],
        )
        for construct in (publish, self.role):
            construct.apply_removal_policy(removal_policy)
