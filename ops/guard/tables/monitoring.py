"""What watches: alarms, their topic and its key, the dashboard. None of it holds what users need.

Source: the CloudFormation references of the types.
"""

from ..check_rights import keeps_rights
from ..checks import fixed, never
from ..table import FREE, Guarded, Lost, Table, Tables
from ..update import Danger

_SILENT = "let alarms fire and tell nobody"

TABLES: Tables = {
    "AWS::CloudWatch::Dashboard": Table(
        unique=("DashboardName",),
        rows=dict.fromkeys(("DashboardBody", "DashboardName", "Tags"), FREE),
    ),
    "AWS::Logs::MetricFilter": Table(
        rows=dict.fromkeys(
            (
                "ApplyOnTransformedLogs",
                "EmitSystemFieldDimensions",
                "FieldSelectionCriteria",
                "FilterName",
                "FilterPattern",
                "LogGroupName",
                "MetricTransformations",
            ),
            FREE,
        ),
    ),
    "AWS::SNS::Topic": Table(
        lost=Lost(Danger.BREAKS, _SILENT),
        unique=("TopicName",),
        rows=dict.fromkeys(
            (
                "ArchivePolicy",
                "ContentBasedDeduplication",
                "DataProtectionPolicy",
                "DeliveryStatusLogging",
                "DisplayName",
                "FifoThroughputScope",
                "MaximumMessageSize",
                "SignatureVersion",
                "Subscription",
                "Tags",
                "TracingConfig",
            ),
            FREE,
        )
        | {
            # Its policy, which nobody can change, does not let CloudWatch in (SNS developer guide).
            "KmsMasterKeyId": Guarded(Danger.BREAKS, never("alias/aws/sns"), _SILENT),
            "FifoTopic": Guarded(Danger.BREAKS, fixed(default=False), _SILENT),
            "TopicName": Guarded(Danger.BREAKS, fixed(), _SILENT),
        },
    ),
    "AWS::SNS::TopicPolicy": Table(
        rows={
            "PolicyDocument": Guarded(Danger.BREAKS, keeps_rights, _SILENT),
            "Topics": FREE,
        }
    ),
}
