"""What other stacks read, alarms, the web firewall, and the account's SMS settings.

Source: the CloudFormation references of the types.
"""

from ..checks import fixed, not_below
from ..table import BY_RULE, FREE, Guarded, Lost, Table, Tables
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
            # Systems Manager user guide, "Managing parameter tiers"
            "Tier": Guarded(
                Danger.WEDGES,
                not_below("Standard", "Advanced"),
                "an advanced parameter never becomes a standard one",
            ),
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
                "Tags",
                "TokenDomains",
                "VisibilityConfig",
            ),
            FREE,
        )
        | {
            "DefaultAction.Block": Guarded(
                Danger.BREAKS, fixed(), "turn away everybody whom no rule lets in"
            ),
            "Scope": Guarded(
                Danger.WEDGES,
                fixed(),
                "one of the other scope cannot stand before a pool or an API",
            ),
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
            "ServiceToken": BY_RULE,
        },
    ),
    # What CDK counts the use of its constructs by.
    "AWS::CDK::Metadata": Table(rows={"Analytics": FREE}),
}
