"""The functions, who may call them, and their logs.

Sources: the CloudFormation references of the types, and the Lambda developer guide.
"""

from ..check_api import keeps_routes
from ..checks import fixed, keeps_listed, never
from ..table import FREE, Guarded, Lost, Table, Tables
from ..update import Danger

BREAKS = Danger.BREAKS

_CALL = "take the right to call a function from Cognito or from API Gateway"

_FUNCTION = Table(
    unique=("FunctionName",),
    rows={
        **dict.fromkeys(
            (
                "Architectures",
                "CapacityProviderConfig",
                "Code",
                "CodeSigningConfigArn",
                "DeadLetterConfig",
                "Description",
                "DurableConfig",
                "EphemeralStorage",
                "FileSystemConfigs",
                "FunctionName",
                "FunctionScalingConfig",
                "Handler",
                "ImageConfig",
                "KmsKeyArn",
                "Layers",
                "LoggingConfig",
                "MemorySize",
                "PackageType",
                "PublishToLatestPublished",
                "RecursiveLoop",
                "Role",
                "Runtime",
                "RuntimeManagementConfig",
                "SnapStart",
                "Tags",
                "Timeout",
                "TracingConfig",
                "VpcConfig",
            ),
            FREE,
        ),
        "Environment.Variables.ALLOWED_COUNTRIES": Guarded(
            BREAKS,
            keeps_listed,
            "text users of a country no longer, who then cannot confirm or get back in",
        ),
        "Environment.Variables.ALLOWED_ORIGINS": Guarded(
            BREAKS, keeps_listed, "keep a frontend from reading what the API answers"
        ),
        "Environment.Variables.DEFAULT_GROUP": Guarded(
            BREAKS, fixed(), "let new users join another group, and no longer this one"
        ),
        "Environment.Variables.ROUTES": Guarded(
            BREAKS, keeps_routes, "take a route from those who call it"
        ),
        "Environment.Variables.USER_POOL_CLIENT_ID": Guarded(
            BREAKS, fixed(), "refuse the tokens of the app client that the API answers now"
        ),
        "Environment": FREE,
        "TenancyConfig": Guarded(
            BREAKS, fixed(), "demand a tenant of each call, and Cognito names none"
        ),
        "ReservedConcurrentExecutions": Guarded(BREAKS, never("0"), "let no call of a function in"),
    },
)
_PERMISSION = Table(
    lost=Lost(BREAKS, _CALL),
    owner="FunctionName",
    heirs=True,
    rows={
        "Action": Guarded(BREAKS, fixed(), _CALL),
        "EventSourceToken": Guarded(BREAKS, fixed(), _CALL),
        "FunctionName": Guarded(BREAKS, fixed(), _CALL),
        "FunctionUrlAuthType": FREE,
        "InvokedViaFunctionUrl": FREE,
        "Principal": Guarded(BREAKS, fixed(), _CALL),
        "PrincipalOrgID": Guarded(BREAKS, fixed(), _CALL),
        "SourceAccount": Guarded(BREAKS, fixed(), _CALL),
        "SourceArn": Guarded(BREAKS, fixed(), _CALL),
    },
)

TABLES: Tables = {
    "AWS::Lambda::EventInvokeConfig": Table(
        owner="FunctionName",
        rows=dict.fromkeys(
            (
                "DestinationConfig",
                "FunctionName",
                "MaximumEventAgeInSeconds",
                "MaximumRetryAttempts",
                "Qualifier",
            ),
            FREE,
        ),
    ),
    "AWS::Lambda::Function": _FUNCTION,
    "AWS::Lambda::Permission": _PERMISSION,
    "AWS::Logs::LogGroup": Table(
        unique=("LogGroupName",),
        rows=dict.fromkeys(
            (
                "BearerTokenAuthenticationEnabled",
                "DataProtectionPolicy",
                "DeletionProtectionEnabled",
                "FieldIndexPolicies",
                "KmsKeyId",
                "LogGroupName",
                "ResourcePolicyDocument",
                "RetentionInDays",
                "Tags",
            ),
            FREE,
        )
        | {
            # CloudWatch Logs user guide, "Log classes"
            "LogGroupClass": Guarded(
                Danger.WEDGES,
                fixed("STANDARD"),
                "a log group keeps the class that it was made with",
            )
        },
    ),
}
