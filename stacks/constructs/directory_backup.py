"""The nightly backup of a user pool: what writes it, when, and the alarm when it is missed."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from constructs import Construct

from .backup_bucket import BackupBucket
from .metrics import backup_age
from .python_function import PythonFunction

READS = ("AdminListGroupsForUser", "ListGroups", "ListUsers", "ListUsersInGroup")
SECOND_FACTORS = ("AdminGetUser",)  # which makes a user active on the bill: only where it is wanted
PREFIX = "directory"  # of every object's key, as the function names them
# What it reads of them, of each night: how far that has come, and no user.
ITS_OWN = ("checkpoint.json", "manifest.json")
# A million users take more than half an hour under Cognito's quotas, and hours with their second
# factors; a function has fifteen minutes. So each run goes on where the last one stopped; none
# overlaps the next, and one with nothing to do ends at once.
EVERY = cdk.Duration.minutes(15)
_TIMEOUT = cdk.Duration.minutes(14)
# Nights are as long as the night before, give or take what the directory grew.
MISSED = cdk.Duration.hours(30)


class DirectoryBackup(Construct):
    """Writes a user pool's directory into a bucket, once a day.

    Attributes:
        function: what writes it; to invoke it goes on with the night's backup.
        alarm: on while there is no whole backup of the last 30 hours.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        second_factors: bool,
        kept_in: BackupBucket,
        start_hour: int,
        log_retention: logs.RetentionDays,
        metric_namespace: str,
    ) -> None:
        """Make the function, its schedule and the alarm.

        Args:
            scope: what owns it.
            id_: the construct's id.
            user_pool: whose users are kept.
            second_factors: ask each user's; everybody then is an active user on the bill.
            kept_in: where.
            start_hour: when a night begins, 0 to 23, in UTC.
            log_retention: how long CloudWatch keeps the function's log.
            metric_namespace: of the metric `BackupAge`, in seconds; no other backup may have it.
        """
        super().__init__(scope, id_)
        self.function = PythonFunction(
            self,
            "Writer",
            package="directory_backup",
            description="Writes the directory into the bucket of its backups, night by night",
            timeout=_TIMEOUT,
            log_retention=log_retention,
            environment={
                "USER_POOL_ID": user_pool.user_pool_id,
                "SECOND_FACTORS": str(second_factors).lower(),
                "BUCKET": kept_in.bucket.bucket_name,
                "START_HOUR": str(start_hour),
                "METRIC_NAMESPACE": metric_namespace,
            },
            policies=[self._policy(user_pool, kept_in, second_factors=second_factors)],
            lost_event="The next run, a quarter of an hour later, goes on where a failed one "
            "stopped, and an alarm tells of a night that was missed",
        ).function
        # The scheduler invokes asynchronously, and Lambda runs such an event that failed again, one
        # and two minutes later (Lambda developer guide, "Error handling for asynchronous
        # invocations"): a run that its timeout ended would meet the next.
        self.function.configure_async_invoke(retry_attempts=0)
        cdk.Validations.of(self.function.node.find_child("EventInvokeConfig")).acknowledge(
            cdk.Acknowledgment(
                id="Serverless-LambdaAsyncFailureDestination",
                reason="An event says nothing but that it is time: the next run goes on, and an "
                "alarm tells of a night that was missed",
            )
        )
        self._schedule()
        self.alarm = self._alarm(metric_namespace)

    def _policy(
        self, user_pool: cognito.IUserPool, kept_in: BackupBucket, *, second_factors: bool
    ) -> iam.ManagedPolicy:
        """Return what it may do: read the pool, write nights, and read how far they have come."""
        reads = (*READS, *(SECOND_FACTORS if second_factors else ()))
        nights = f"{PREFIX}/*"
        told = [f"{nights}/{name}" for name in ITS_OWN]
        policy = iam.ManagedPolicy(
            self,
            "WriteBackups",
            description="Lets the directory_backup function read one pool into one bucket",
            statements=[
                iam.PolicyStatement(
                    actions=[f"cognito-idp:{operation}" for operation in reads],
                    resources=[user_pool.user_pool_arn],
                ),
                iam.PolicyStatement(
                    actions=["s3:PutObject"], resources=[kept_in.bucket.arn_for_objects(nights)]
                ),
                iam.PolicyStatement(
                    actions=["s3:GetObject"],
                    resources=[kept_in.bucket.arn_for_objects(key) for key in told],
                ),
                # Without it S3 says of an object that is not there that nobody may read it.
                iam.PolicyStatement(
                    actions=["s3:ListBucket"], resources=[kept_in.bucket.bucket_arn]
                ),
                iam.PolicyStatement(
                    actions=["kms:Decrypt", "kms:GenerateDataKey"],
                    resources=[kept_in.key.key_arn],
                ),
            ],
        )
        arn = cdk.Stack.of(self).resolve(kept_in.bucket.bucket_arn)
        cdk.Validations.of(policy).acknowledge(
            *(
                cdk.Acknowledgment(
                    id=f"AwsSolutions-IAM5[Resource::<{'.'.join(arn['Fn::GetAtt'])}>/{key}]",
                    reason="Each night has objects of its own, whose names nobody knows before",
                )
                for key in (nights, *told)
            )
        )
        return policy

    def _schedule(self) -> None:
        invoke = iam.ManagedPolicy(
            self,
            "Invoke",
            description="Lets the scheduler invoke the directory_backup function",
            statements=[
                iam.PolicyStatement(
                    actions=["lambda:InvokeFunction"], resources=[self.function.function_arn]
                )
            ],
        )
        role = iam.Role(
            self,
            "Scheduler",
            description="Lets the scheduler invoke the directory_backup function",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}},
            ),
            managed_policies=[invoke],
        )
        scheduler.Schedule(
            self,
            "Schedule",
            description="Goes on with the night's backup",
            schedule=scheduler.ScheduleExpression.rate(EVERY),
            target=targets.LambdaInvoke(
                self.function,
                role=role.without_policy_updates(),
                retry_attempts=0,  # the next run comes by itself
            ),
        )

    def _alarm(self, namespace: str) -> cloudwatch.Alarm:
        """Return the alarm.

        Every run says how old the last whole backup is; without one, or without a run, nobody says
        anything, which is as bad. The period is short because CloudWatch looks back over more
        periods than it evaluates before it believes that data is missing: with a period of a day
        that would be days (Amazon CloudWatch user guide, "Configuring how CloudWatch alarms treat
        missing data").
        """
        return cloudwatch.Alarm(
            self,
            "Missed",
            alarm_description=(
                f"There is no whole backup of the directory of the last {MISSED.to_hours():.0f} "
                "hours. Read the log of the directory_backup function, mend what it says, and "
                'invoke it: docs/backup.md, "A night was missed".'
            ),
            metric=backup_age(namespace),
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            threshold=MISSED.to_seconds(),
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
        )
