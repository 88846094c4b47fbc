"""What keeps the backups of the directory: the bucket and the schedule; and keys, of alarms too.

Sources: the CloudFormation references of the types; the Amazon S3 user guide ("Object Lock
considerations"); the AWS KMS developer guide ("Key states", "Key types").
"""

from ..check_rights import keeps_rights
from ..checks import fixed, never, not_below
from ..table import BY_RULE, FREE, Guarded, Lost, Table, Tables
from ..update import Danger

LOSES, WEDGES = Danger.LOSES, Danger.WEDGES

_BEHIND = "begin an empty bucket, and leave every backup behind in one that no stack owns"
_NEVER = "KMS never changes it of a key"
_UNLOCKED = "let the backups that are made from now on be deleted"

_BUCKET = Table(
    lost=Lost(LOSES, _BEHIND),
    unique=("BucketName",),
    rows={
        **dict.fromkeys(
            (
                "AbacStatus",
                "AccelerateConfiguration",
                "AccessControl",
                "AnalyticsConfigurations",
                "BucketEncryption",  # what is there stays readable by the key that it has
                "CorsConfiguration",
                "IntelligentTieringConfigurations",
                "InventoryConfigurations",
                "LifecycleConfiguration",  # it deletes nothing that is locked
                "LoggingConfiguration",
                "MetadataConfiguration",
                "MetadataTableConfiguration",
                "MetricsConfigurations",
                "NotificationConfiguration",
                "ObjectLockConfiguration",
                "OwnershipControls",
                "PublicAccessBlockConfiguration",
                "ReplicationConfiguration",
                "Tags",
                "VersioningConfiguration",
                "WebsiteConfiguration",
            ),
            FREE,
        ),
        "BucketName": Guarded(LOSES, fixed(), _BEHIND),
        "BucketNamePrefix": Guarded(LOSES, fixed(), _BEHIND),
        "BucketNamespace": Guarded(LOSES, fixed(), _BEHIND),
        "ObjectLockConfiguration.Rule.DefaultRetention.Mode": Guarded(
            LOSES, not_below("none", "GOVERNANCE", "COMPLIANCE"), _UNLOCKED
        ),
        "ObjectLockEnabled": Guarded(
            WEDGES, not_below("false", "true"), "S3 turns object lock off of no bucket"
        ),
        "VersioningConfiguration.Status": Guarded(
            WEDGES,
            not_below("Suspended", "Enabled"),
            "S3 suspends no versioning under object lock",
        ),
    },
)
_KEY = Table(
    lost=BY_RULE,
    rows={
        **dict.fromkeys(
            (
                "Description",
                "EnableKeyRotation",
                "PendingWindowInDays",
                "RotationPeriodInDays",
                "Tags",
            ),
            FREE,
        ),
        "BypassPolicyLockoutSafetyCheck": Guarded(
            LOSES, never("true"), "let a key policy in that shuts everybody out for good"
        ),
        "KeyPolicy": Guarded(Danger.BREAKS, keeps_rights, "shut out who uses the key"),
        "Enabled": Guarded(Danger.BREAKS, never("false"), "let nobody use what it has encrypted"),
        "KeySpec": Guarded(WEDGES, fixed("SYMMETRIC_DEFAULT"), _NEVER),
        "KeyUsage": Guarded(WEDGES, fixed("ENCRYPT_DECRYPT"), _NEVER),
        "MultiRegion": Guarded(WEDGES, fixed("false"), _NEVER),
        "Origin": Guarded(WEDGES, fixed("AWS_KMS"), _NEVER),
    },
)

TABLES: Tables = {
    "AWS::S3::Bucket": _BUCKET,
    "AWS::S3::BucketPolicy": Table(
        owner="Bucket",
        unique=("Bucket",),
        rows={
            "Bucket": FREE,
            "PolicyDocument": Guarded(
                Danger.BREAKS, keeps_rights, "shut out who writes the backups or reads them"
            ),
        },
    ),
    "AWS::KMS::Key": _KEY,
    # Without it a night is missed, and the alarm says so.
    "AWS::Scheduler::Schedule": Table(
        unique=("Name",),
        rows=dict.fromkeys(
            (
                "Description",
                "EndDate",
                "FlexibleTimeWindow",
                "GroupName",
                "KmsKeyArn",
                "Name",
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "StartDate",
                "State",
                "Target",
            ),
            FREE,
        ),
    ),
}
