"""The group that users join when they confirm: the trigger, what it may do, and its alarms."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from .python_function import PythonFunction

# What lambdas/default_group counts, and where: by its function's name, for an account may have more
# than one.
NAMESPACE, FAILURES = "DefaultGroup", "Failures"


class DefaultGroup(Construct):
    """A user pool's PostConfirmation trigger, which adds who has confirmed to one group.

    The pool names the function, and so neither the function, its role nor its permission may name
    the pool (docs/decisions.md, "The default group's trigger names nothing of its pool"):

    - Cognito may invoke the function for any user pool of this account, of which none other does.
      Named by its ARN, the pool would get its trigger before the permission is there, and whoever
      confirms meanwhile would be told of an error.
    - The right to add users to this pool's groups is a policy of its own, made after the pool and
      attached to the role. Who confirms before that, in the seconds of the deployment that brings
      the trigger, is one of the failures: logged, counted, and repaired by the command.

    Attributes:
        function: the trigger.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.UserPool,
        group: str,
        log_retention: logs.RetentionDays,
        metrics_namespace: str | None = None,
        countries: Sequence[str] = (),
    ) -> None:
        """Add the trigger to a pool.

        Args:
            scope: what owns it.
            id_: the construct's id.
            user_pool: whose users join.
            group: the name of a group of that pool. Not the group itself, which names the pool.
            log_retention: how long CloudWatch keeps the function's log.
            metrics_namespace: where it counts, and who confirms too, for Cognito has one trigger
                after that: whoever names it watches the function. None: it counts its failures, in
                a namespace of its own, and has alarms of its own, whose actions an operator adds.
            countries: the codes under which confirmations count, all others together.
        """
        super().__init__(scope, id_)
        self.function = PythonFunction(
            self,
            "Function",
            package="default_group",
            description="Adds users who have confirmed to the default group",
            timeout=cdk.Duration.seconds(4),  # Cognito waits 5
            log_retention=log_retention,
            environment={
                "DEFAULT_GROUP": group,
                "METRICS_NAMESPACE": metrics_namespace or NAMESPACE,
                **({"ALLOWED_COUNTRIES": ",".join(countries)} if metrics_namespace else {}),
            },
        ).function
        self._invoke_after_confirmations(user_pool)
        self._grant_adding_to_groups_of(user_pool)
        if metrics_namespace is None:
            self._watch()

    def _invoke_after_confirmations(self, user_pool: cognito.UserPool) -> None:
        stack = cdk.Stack.of(self)
        permission = lambda_.CfnPermission(
            self,
            "Invoke",
            action="lambda:InvokeFunction",
            function_name=self.function.function_arn,
            principal="cognito-idp.amazonaws.com",
            # Compared by StringLike (Lambda API reference, AddPermission).
            source_arn=stack.format_arn(
                service="cognito-idp", resource="userpool", resource_name="*"
            ),
        )
        pool = user_pool.node.default_child
        assert isinstance(pool, cognito.CfnUserPool)
        # Not `add_trigger`, whose permission names the pool.
        pool.add_property_override("LambdaConfig.PostConfirmation", self.function.function_arn)
        pool.add_resource_dependency(permission)

    def _grant_adding_to_groups_of(self, user_pool: cognito.UserPool) -> None:
        assert self.function.role is not None
        iam.ManagedPolicy(
            self,
            "AddToGroups",
            description="Lets the default_group function add users to groups of one user pool",
            roles=[self.function.role],
            statements=[
                iam.PolicyStatement(
                    actions=["cognito-idp:AdminAddUserToGroup"],
                    resources=[user_pool.user_pool_arn],
                )
            ],
        )

    def _watch(self) -> None:
        self._alarm("NotJoined", "Users did not join the default group", NAMESPACE, FAILURES)
        # It reports its failures itself, but for those of its start, a timeout, and a call that
        # Lambda has no room for.
        self._alarm("Failed", "The default group's function failed", "AWS/Lambda", "Errors")
        self._alarm(
            "Throttled", "The default group's function was not run", "AWS/Lambda", "Throttles"
        )

    def _alarm(self, id_: str, description: str, namespace: str, name: str) -> None:
        cloudwatch.Alarm(
            self,
            id_,
            alarm_description=f"{description}: docs/runbook.md",
            metric=cloudwatch.Metric(
                namespace=namespace,
                metric_name=name,
                dimensions_map={"FunctionName": self.function.function_name},
                statistic=cloudwatch.Stats.SUM,
                period=cdk.Duration.minutes(5),
            ),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
