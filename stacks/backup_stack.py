"""What is kept of the directory beside the pool."""

from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_sns as sns
from constructs import Construct

from .constructs.backup_bucket import BackupBucket
from .constructs.directory_backup import DirectoryBackup
from .identity_stack import IdentityStack
from .monitoring_stack import MonitoringStack
from .stage import Stage
from .stage_stack import StageStack


class BackupStack(StageStack):
    """The nightly backup of the identity stack's users, and the bucket that keeps it.

    The logical ids of the bucket and its key are fixed, whatever becomes of the tree: under others
    the backups would stay behind in a bucket that no stack owns.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        stage: Stage,
        identity: IdentityStack,
        monitoring: MonitoringStack | None,
    ) -> None:
        """Wire the stack of a stage, whose alarm tells the topic of its monitoring."""
        super().__init__(
            scope, stage=stage, part="backup", description="Phone sign-in: backups of the users"
        )
        self.add_stack_dependency(identity)
        kept_in = BackupBucket(
            self, "Bucket", kept_days=stage.backup.kept_days, tls=stage.cloud.tls
        )
        self.fix_logical_id(kept_in.bucket, "BackupBucket")
        self.fix_logical_id(kept_in.key, "BackupKey")
        backup = DirectoryBackup(
            self,
            "Directory",
            user_pool=cognito.UserPool.from_user_pool_id(self, "Users", self.shared("UserPoolId")),
            second_factors=stage.backup.second_factors,
            kept_in=kept_in,
            start_hour=stage.backup.start_hour,
            log_retention=stage.observation.log_retention,
            metric_namespace=self.stack_name,
        )
        if monitoring:
            self.add_stack_dependency(monitoring)
            topic = sns.Topic.from_topic_arn(self, "Alarms", self.shared("AlarmTopicArn"))
            backup.alarm.add_alarm_action(actions.SnsAction(topic))
            backup.alarm.add_ok_action(actions.SnsAction(topic))
        self.publish("BackupBucket", kept_in.bucket.bucket_name, "Bucket of the backups")
        self.publish("BackupFunction", backup.function.function_name, "Writes the backups")
