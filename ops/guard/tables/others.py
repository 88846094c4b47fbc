"""What other stacks read, alarms, the web firewall, and the account's SMS settings.

Source: the CloudFormation references of the types.
"""

from ..checks import fixed
from ..table import FREE, Guarded, Lost, Table, Tables
from ..update import Danger

_READ = "take a value from the stacks and tools that read it"

TABLES: Tables = {
    "AWS::SSM::Parameter": Table(
        lost=Lost(Danger.BREAKS, _READ),
        unique=("Name",),
        rows={
            "AllowedPattern": FREE,
            "DataType": FREE,
            "Description": FREE,
            "Name": Guarded(Danger.BREAKS, fixed(), _READ),
            "Policies": Guarded(Danger.BREAKS, fixed(), _READ),
            "Tags": FREE,
            "Tier": FREE,
            "Type": Guarded(Danger.BREAKS, fixed(), _READ),
            "Value": Guarded(Danger.BREAKS, fixed(), _READ),
        },
    ),
    # It tells somebody, and holds up nobody.
    "AWS::CloudWatch::Alarm": Table(
        unique=("AlarmName",),
        rows=dict.fromkeys(
            (
                "ActionConfiguration",
                "ActionsEnabled",
                "AlarmActions",
                "AlarmDescription",
                "AlarmName",
                "ComparisonOperator",
                "DatapointsToAlarm",
                "Dimensions",
                "EvaluateLowSampleCountPercentile",
                "EvaluationCriteria",
                "EvaluationInterval",
                "EvaluationPeriods",
                "EvaluationWindow",
                "ExtendedStatistic",
                "InsufficientDataActions",
                "MetricName",
                "Metrics",
                "Namespace",
                "OKActions",
                "Period",
                "Statistic",
                "Tags",
                "Threshold",
                "ThresholdMetricId",
                "TreatMissingData",
                "Unit",
                "WarmUpConfiguration",
            ),
            FREE,
        ),
    ),
    "AWS::WAFv2::WebACL": Table(
        unique=("Name", "Scope"),
        rows=dict.fromkeys(
            (
                "ApplicationConfig",
                "AssociationConfig",
                "CaptchaConfig",
                "ChallengeConfig",
                "CustomResponseBodies",
                "DataProtectionConfig",
                "DefaultAction",
                "Description",
                "MonetizationConfig",
                "Name",
                "OnSourceDDoSProtectionConfig",
                "Rules",
                "Scope",
                "Tags",
                "TokenDomains",
                "VisibilityConfig",
            ),
            FREE,
        )
        | {
            "DefaultAction.Block": Guarded(
                Danger.BREAKS, fixed(), "turn away everybody whom no rule lets in"
            )
        },
    ),
    "AWS::WAFv2::WebACLAssociation": Table(
        unique=("ResourceArn",), rows={"ResourceArn": FREE, "WebACLArn": FREE}
    ),
    "AWS::WAFv2::LoggingConfiguration": Table(
        unique=("ResourceArn",),
        rows=dict.fromkeys(
            ("LogDestinationConfigs", "LoggingFilter", "RedactedFields", "ResourceArn"), FREE
        ),
    ),
    "Custom::SmsAccount": Table(
        rows={
            "MonthlySpendLimit": FREE,
            "Region": FREE,
            "ServiceTimeout": FREE,
            "ServiceToken": Guarded(
                Danger.WEDGES, fixed(), "CloudFormation allows no change of a service token"
            ),
        },
    ),
    # What CDK counts the use of its constructs by.
    "AWS::CDK::Metadata": Table(rows={"Analytics": FREE}),
}
