"""What CloudFormation calls for each resource type of the templates.

From the types' own schemas (`handlers` and `tagging`), as cfn-lint ships them; a test holds every
row against those. What a handler calls only for a property that the templates do not have is left
out, and a template that has it is refused by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _of(service: str, names: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in names.split())


@dataclass(frozen=True, kw_only=True)
class Row:
    """One resource type.

    Attributes:
        needs: the actions by which it is created, read, updated and deleted.
        without: the actions that only a property calls for (by its path), which is not used.
        never: the actions that are not called here, by the reason.
        passes_to: the service that gets a role by it.
    """

    needs: tuple[str, ...] = ()
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passes_to: str | None = None


_PASS = ("iam:PassRole",)
_LINKED_ROLE = ("iam:CreateServiceLinkedRole",)
_KMS = _of(
    "kms",
    "CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext"
    " ReEncryptFrom ReEncryptTo",
)
_DELIVERY = _of(
    "logs",
    "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery"
    " ListLogDeliveries PutResourcePolicy UpdateLogDelivery",
)
_VPC = _of("ec2", "DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs")
_METADATA = (
    *_of(
        "s3",
        "CreateBucketMetadataTableConfiguration DeleteBucketMetadataTableConfiguration"
        " UpdateBucketMetadataAnnotationTableConfiguration"
        " UpdateBucketMetadataInventoryTableConfiguration"
        " UpdateBucketMetadataJournalTableConfiguration",
    ),
    *_of(
        "s3tables",
        "CreateNamespace CreateTable CreateTableBucket GetTable GetTableMetadataLocation"
        " PutTableBucketPolicy PutTableEncryption PutTablePolicy UpdateTableMetadataLocation",
    ),
)
_PART_OF_AN_API = Row(needs=_of("apigateway", "DELETE GET PATCH POST PUT"))
_SYNC = _of("cognito-sync", "SetCognitoEvents SetIdentityPoolConfiguration")
_CUSTOM = "Custom::"

ROWS: Mapping[str, Row] = {
    "AWS::ApiGateway::Authorizer": Row(
        needs=_of("apigateway", "DELETE GET PATCH POST"), without={"AuthorizerCredentials": _PASS}
    ),
    "AWS::ApiGateway::Deployment": _PART_OF_AN_API,
    "AWS::ApiGateway::GatewayResponse": Row(needs=_of("apigateway", "DELETE GET PUT")),
    "AWS::ApiGateway::Method": Row(
        needs=_of("apigateway", "DELETE GET PUT"), without={"Integration.Credentials": _PASS}
    ),
    "AWS::ApiGateway::RequestValidator": Row(needs=_of("apigateway", "DELETE GET PATCH POST")),
    "AWS::ApiGateway::Resource": Row(needs=_of("apigateway", "DELETE GET PATCH POST")),
    "AWS::ApiGateway::RestApi": Row(
        needs=_PART_OF_AN_API.needs,
        without={
            "Body": _PASS,
            "BodyS3Location": (*_PASS, "s3:GetObject"),
            "Policy": ("apigateway:UpdateRestApiPolicy",),
        },
    ),
    "AWS::ApiGateway::Stage": _PART_OF_AN_API,
    "AWS::CDK::Metadata": Row(),
    "AWS::CloudWatch::Alarm": Row(
        needs=_of(
            "cloudwatch",
            "DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource"
            " UntagResource",
        )
    ),
    "AWS::CloudWatch::Dashboard": Row(
        needs=_of(
            "cloudwatch",
            "DeleteDashboards GetDashboard ListTagsForResource PutDashboard TagResource"
            " UntagResource",
        )
    ),
    "AWS::Cognito::IdentityPool": Row(
        needs=_of(
            "cognito-identity",
            "CreateIdentityPool DeleteIdentityPool DescribeIdentityPool ListTagsForResource"
            " TagResource UntagResource UpdateIdentityPool",
        ),
        without={
            "CognitoEvents": _SYNC,
            "CognitoStreams": (*_SYNC, *_PASS),
            "PushSync": (*_SYNC, *_PASS),
        },
    ),
    "AWS::Cognito::IdentityPoolRoleAttachment": Row(
        needs=(*_of("cognito-identity", "GetIdentityPoolRoles SetIdentityPoolRoles"), *_PASS),
        passes_to="cognito-identity.amazonaws.com",
    ),
    "AWS::Cognito::LogDeliveryConfiguration": Row(
        needs=(
            *_of("cognito-idp", "GetLogDeliveryConfiguration SetLogDeliveryConfiguration"),
            *_DELIVERY,
        ),
        without={
            "LogConfigurations.FirehoseConfiguration": (
                "firehose:TagDeliveryStream",
                *_LINKED_ROLE,
            ),
            "LogConfigurations.S3Configuration": _of(
                "s3", "GetBucketAcl GetBucketPolicy ListBucket PutBucketPolicy PutObject"
            ),
        },
    ),
    "AWS::Cognito::UserPool": Row(
        needs=(
            *_of(
                "cognito-idp",
                "AddCustomAttributes CreateUserPool DeleteUserPool DescribeUserPool"
                " GetUserPoolMfaConfig ListTagsForResource SetUserPoolMfaConfig TagResource"
                " UntagResource UpdateUserPool",
            ),
            *_PASS,
        ),
        without={
            "EmailConfiguration": _LINKED_ROLE,
            "KeyConfiguration": _KMS,
            "LambdaConfig.KMSKeyID": _KMS,
        },
        passes_to="cognito-idp.amazonaws.com",
    ),
    "AWS::Cognito::UserPoolClient": Row(
        needs=_of(
            "cognito-idp",
            "CreateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient"
            " ListUserPoolClientSecrets UpdateUserPoolClient",
        ),
        without={
            "AnalyticsConfiguration": (
                *_of("iam", "DeleteRolePolicy PassRole PutRolePolicy"),
                *_LINKED_ROLE,
            )
        },
    ),
    "AWS::Cognito::UserPoolGroup": Row(
        needs=_of("cognito-idp", "CreateGroup DeleteGroup GetGroup UpdateGroup"),
        without={"RoleArn": _of("iam", "PassRole PutRolePolicy")},
    ),
    "AWS::IAM::ManagedPolicy": Row(
        needs=_of(
            "iam",
            "AttachRolePolicy CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion"
            " DetachRolePolicy GetPolicy GetPolicyVersion ListEntitiesForPolicy ListPolicyVersions",
        ),
        without={
            "Groups": _of("iam", "AttachGroupPolicy DetachGroupPolicy"),
            "Users": _of("iam", "AttachUserPolicy DetachUserPolicy"),
        },
    ),
    "AWS::IAM::Role": Row(
        needs=_of(
            "iam",
            "AttachRolePolicy CreateRole DeleteRole DetachRolePolicy GetRole"
            " ListAttachedRolePolicies ListRolePolicies ListRoleTags TagRole UntagRole"
            " UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
        ),
        without={
            "PermissionsBoundary": _of(
                "iam", "DeleteRolePermissionsBoundary PutRolePermissionsBoundary"
            ),
            "Policies": _of("iam", "DeleteRolePolicy GetRolePolicy PutRolePolicy"),
        },
    ),
    "AWS::KMS::Key": Row(
        needs=_of(
            "kms",
            "CreateKey DescribeKey DisableKeyRotation EnableKeyRotation GetKeyPolicy"
            " GetKeyRotationStatus ListResourceTags PutKeyPolicy ScheduleKeyDeletion TagResource"
            " UntagResource UpdateKeyDescription",
        ),
        without={"Enabled": _of("kms", "DisableKey EnableKey")},
    ),
    "AWS::Lambda::EventInvokeConfig": Row(
        needs=_of(
            "lambda",
            "DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig"
            " PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig",
        )
    ),
    "AWS::Lambda::Function": Row(
        needs=(
            *_of(
                "lambda",
                "CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig"
                " GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig"
                " ListTags TagResource UntagResource UpdateFunctionCode"
                " UpdateFunctionConfiguration",
            ),
            "s3:GetObject",
            *_PASS,
        ),
        without={
            "CapacityProviderConfig": ("lambda:PassCapacityProvider",),
            "Code.S3ObjectVersion": ("s3:GetObjectVersion",),
            "CodeSigningConfigArn": _of(
                "lambda",
                "DeleteFunctionCodeSigningConfig GetCodeSigningConfig PutFunctionCodeSigningConfig",
            ),
            "FileSystemConfigs": (
                "elasticfilesystem:DescribeMountTargets",
                "s3files:ListMountTargets",
            ),
            "FunctionScalingConfig": ("lambda:PutFunctionScalingConfig",),
            "KmsKeyArn": _of("kms", "CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey"),
            "Layers": ("lambda:GetLayerVersion",),
            "PublishToLatestPublished": ("lambda:PublishVersion",),
            "RecursiveLoop": ("lambda:PutFunctionRecursionConfig",),
            "ReservedConcurrentExecutions": _of(
                "lambda", "DeleteFunctionConcurrency PutFunctionConcurrency"
            ),
            "RuntimeManagementConfig": ("lambda:PutRuntimeManagementConfig",),
            "VpcConfig": _VPC,
        },
        never={"IAM knows no such action": ("lambda:AssociateRuntimeAlias",)},
        passes_to="lambda.amazonaws.com",
    ),
    "AWS::Lambda::Permission": Row(needs=_of("lambda", "AddPermission GetPolicy RemovePermission")),
    "AWS::Logs::LogGroup": Row(
        needs=_of(
            "logs",
            "CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeIndexPolicies"
            " DescribeLogGroups DescribeResourcePolicies GetDataProtectionPolicy"
            " ListTagsForResource PutRetentionPolicy TagResource UntagResource",
        ),
        without={
            "BearerTokenAuthenticationEnabled": ("logs:PutBearerTokenAuthentication",),
            "DataProtectionPolicy": (
                *_of(
                    "logs", "CreateLogDelivery DeleteDataProtectionPolicy PutDataProtectionPolicy"
                ),
                "firehose:TagDeliveryStream",
                "s3:REST.PUT.OBJECT",
            ),
            "DeletionProtectionEnabled": ("logs:PutLogGroupDeletionProtection",),
            "FieldIndexPolicies": _of("logs", "DeleteIndexPolicy PutIndexPolicy"),
            "KmsKeyId": _of("logs", "AssociateKmsKey DisassociateKmsKey"),
            "ResourcePolicyDocument": _of("logs", "DeleteResourcePolicy PutResourcePolicy"),
        },
    ),
    "AWS::Logs::MetricFilter": Row(
        needs=_of("logs", "DeleteMetricFilter DescribeMetricFilters PutMetricFilter")
    ),
    "AWS::SNS::Topic": Row(
        needs=_of(
            "sns",
            "CreateTopic DeleteTopic GetDataProtectionPolicy GetTopicAttributes"
            " ListSubscriptionsByTopic ListTagsForResource SetTopicAttributes TagResource"
            " UntagResource",
        ),
        without={
            "DataProtectionPolicy": ("sns:PutDataProtectionPolicy",),
            "DeliveryStatusLogging": ("iam:GetRole", "iam:PassRole"),
            "Subscription": _of("sns", "Subscribe Unsubscribe"),
        },
    ),
    "AWS::SNS::TopicPolicy": Row(needs=("sns:SetTopicAttributes",)),
    "AWS::S3::Bucket": Row(
        needs=_of(
            "s3",
            "CreateBucket DeleteBucket GetAccelerateConfiguration GetAnalyticsConfiguration"
            " GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLogging"
            " GetBucketMetadataTableConfiguration GetBucketNotification"
            " GetBucketObjectLockConfiguration GetBucketOwnershipControls"
            " GetBucketPublicAccessBlock GetBucketTagging GetBucketVersioning GetBucketWebsite"
            " GetEncryptionConfiguration GetIntelligentTieringConfiguration"
            " GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration"
            " GetReplicationConfiguration ListBucket ListTagsForResource"
            " PutBucketObjectLockConfiguration PutBucketOwnershipControls"
            " PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning"
            " PutEncryptionConfiguration PutLifecycleConfiguration TagResource UntagResource",
        ),
        without={
            "AbacStatus": ("s3:PutBucketAbac",),
            "AccelerateConfiguration": ("s3:PutAccelerateConfiguration",),
            "AccessControl": _of("s3", "PutBucketAcl PutObjectAcl"),
            "AnalyticsConfigurations": ("s3:PutAnalyticsConfiguration",),
            "CorsConfiguration": ("s3:PutBucketCORS",),
            "IntelligentTieringConfigurations": ("s3:PutIntelligentTieringConfiguration",),
            "InventoryConfigurations": ("s3:PutInventoryConfiguration",),
            "LoggingConfiguration": ("s3:PutBucketLogging",),
            "MetadataConfiguration": _METADATA,
            "MetadataTableConfiguration": _METADATA,
            "MetricsConfigurations": ("s3:PutMetricsConfiguration",),
            "NotificationConfiguration": ("s3:PutBucketNotification",),
            "ReplicationConfiguration": ("s3:PutReplicationConfiguration", *_PASS),
            "WebsiteConfiguration": _of("s3", "DeleteBucketWebsite PutBucketWebsite"),
        },
        never={
            "IAM knows no such action": _of(
                "s3",
                "DeleteBucketAnalyticsConfiguration DeleteBucketCors DeleteBucketEncryption"
                " DeleteBucketLifecycle DeleteBucketMetricsConfiguration DeleteBucketReplication"
                " DeleteBucketTagging PutBucketReplication PutObjectLockConfiguration",
            ),
            "a bucket is deleted when it is empty, or not at all": ("s3:DeleteObject",),
        },
    ),
    "AWS::S3::BucketPolicy": Row(
        needs=_of("s3", "DeleteBucketPolicy GetBucketPolicy PutBucketPolicy")
    ),
    "AWS::SSM::Parameter": Row(
        needs=_of(
            "ssm",
            "AddTagsToResource DeleteParameter GetParameters ListTagsForResource PutParameter"
            " RemoveTagsFromResource",
        )
    ),
    "AWS::Scheduler::Schedule": Row(
        needs=(
            *_of("scheduler", "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule"),
            *_PASS,
        ),
        passes_to="scheduler.amazonaws.com",
    ),
    "AWS::WAFv2::LoggingConfiguration": Row(
        needs=(
            *_of(
                "wafv2",
                "DeleteLoggingConfiguration GetLoggingConfiguration PutLoggingConfiguration",
            ),
            *_of(
                "logs",
                "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies"
                " PutResourcePolicy",
            ),
        ),
        never={
            "the logs go to a log group, not to Firehose or S3": (
                "firehose:ListDeliveryStreams",
                *_LINKED_ROLE,
                "s3:GetBucketPolicy",
                "s3:PutBucketPolicy",
            ),
            "IAM knows no such action": ("iam:DescribeOrganization",),
        },
    ),
    "AWS::WAFv2::WebACL": Row(
        needs=_of(
            "wafv2",
            "CreateWebACL DeleteWebACL GetWebACL ListTagsForResource TagResource UntagResource"
            " UpdateWebACL",
        ),
        without={"MonetizationConfig": ("payments:GetConnectedAccount",)},
    ),
    "AWS::WAFv2::WebACLAssociation": Row(
        needs=(
            *_of("wafv2", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
            "apigateway:SetWebACL",
            *_of("cognito-idp", "AssociateWebACL DisassociateWebACL GetWebACLForResource"),
        ),
        never={
            "no rule group is shared": _of("wafv2", "GetPermissionPolicy PutPermissionPolicy"),
            "it stands before a user pool or a REST API": (
                *_of("amplify", "AssociateWebACL DisassociateWebACL GetWebACLForResource"),
                *_of("apprunner", "AssociateWebAcl DescribeWebAclForService DisassociateWebAcl"),
                *_of(
                    "appsync", "AssociateWebACL DisassociateWebACL GetWebACLForResource SetWebACL"
                ),
                *_of(
                    "bedrock-agentcore",
                    "GatewayAssociateWebACL GatewayDisassociateWebACL GatewayGetWebACLForResource",
                ),
                *_of(
                    "ec2",
                    "AssociateVerifiedAccessInstanceWebAcl"
                    " DescribeVerifiedAccessInstanceWebAclAssociations"
                    " DisassociateVerifiedAccessInstanceWebAcl GetVerifiedAccessInstanceWebAcl",
                ),
                *_of(
                    "elasticloadbalancing",
                    "CreateWebACLAssociation DeleteWebACLAssociation GetLoadBalancerWebACL"
                    " SetWebACL",
                ),
            ),
        },
    ),
    # Of any name: CloudFormation invokes the function that its ServiceToken names.
    _CUSTOM: Row(needs=("lambda:InvokeFunction",)),
}


def row_of(kind: str) -> Row | None:
    """Return the row of a resource type, or None where it has none."""
    return ROWS.get(_CUSTOM if kind.startswith(_CUSTOM) else kind)
