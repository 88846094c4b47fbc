"""What watches: alarms, their topic and its key, the dashboard. None of it holds what users need.

Source: the CloudFormation references of the types.
"""

from ..checks import fixed
from ..table import FREE, Guarded, Table, Tables
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
        unique=("TopicName",),
        rows=dict.fromkeys(
            (
                "ArchivePolicy",
                "ContentBasedDeduplication",
                "DataProtectionPolicy",
                "DeliveryStatusLogging",
                "DisplayName",
                "FifoThroughputScope",
                "KmsMasterKeyId",
                "MaximumMessageSize",
                "SignatureVersion",
                "Subscription",
                "Tags",
                "TracingConfig",
            ),
            FREE,
        )
        | {
            "FifoTopic": Guarded(Danger.BREAKS, fixed(default=False), _SILENT),
            "TopicName": Guarded(Danger.BREAKS, fixed(), _SILENT),
        },
    ),
    "AWS::SNS::TopicPolicy": Table(rows={"PolicyDocument": FREE, "Topics": FREE}),
}
