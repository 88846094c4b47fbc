"""The one way a Lambda is made here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from ..errors import SynthError
from .lambda_asset import lambda_asset
from .lambda_folder import LAMBDAS

# The newest runtime that Lambda has: AwsSolutions-L1 asks for it.
RUNTIME = lambda_.Runtime.PYTHON_3_14
MEMORY_MB = 256  # Lambda gives CPU by memory: below this the cold start grows faster than the bill

# Bytes of all names and values together (Lambda developer guide, "Lambda quotas").
MOST_ENVIRONMENT = 4096


class EnvironmentTooLargeError(SynthError):
    """A function is told more than Lambda takes."""

    def __init__(self, package: str, size: int) -> None:
        super().__init__(
            f"the function {package} would have {size} bytes of environment, and Lambda takes "
            f"{MOST_ENVIRONMENT}: give some of its routes to another function, or shorten what the "
            "stage lists (test numbers, origins)"
        )


class PythonFunction(Construct):
    """A Python function with its own log group, and permission for that and for its `policies`.

    Attributes:
        function: the Lambda function.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        package: str,
        description: str,
        timeout: cdk.Duration,
        log_retention: logs.RetentionDays,
        environment: Mapping[str, str],
        policies: Sequence[iam.IManagedPolicy] = (),
        folder: Path = LAMBDAS,
        lost_event: str = "Its callers wait for its answer and fail without: no event is lost "
        "unseen",
    ) -> None:
        """Make the function whose handler is `<package>.handler.lambda_handler` in a folder.

        Nobody keeps an event that it failed at: `lost_event` says why that is no loss.

        Raises:
            EnvironmentTooLargeError: Lambda takes no such environment.
        """
        super().__init__(scope, id_)
        self._package = package
        self._told = self._checked(environment)
        log_group = logs.LogGroup(
            self, "Logs", retention=log_retention, removal_policy=cdk.RemovalPolicy.DESTROY
        )
        self.function = lambda_.Function(
            self,
            "Default",
            description=description,
            code=lambda_asset(package, folder, runtime=RUNTIME),
            handler=f"{package}.handler.lambda_handler",
            runtime=RUNTIME,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=MEMORY_MB,
            timeout=timeout,
            role=self._role(package, log_group, policies),
            log_group=log_group,
            environment=self._told,
        )
        cdk.Validations.of(self.function).acknowledge(
            cdk.Acknowledgment(
                id="Serverless-LambdaDLQ",
                reason=lost_event,
            ),
            cdk.Acknowledgment(
                id="Serverless-LambdaTracing",
                reason="Tracing costs each cold start more than the function's own import",
            ),
        )

    def tell(self, more: Mapping[str, str]) -> None:
        """Put more into the function's environment, or replace what is there.

        Raises:
            EnvironmentTooLargeError: Lambda takes no more.
        """
        self._told = self._checked({**self._told, **more})
        for name, value in more.items():
            self.function.add_environment(name, value)

    def _checked(self, environment: Mapping[str, str]) -> dict[str, str]:
        size = sum(len(f"{name}{value}".encode()) for name, value in environment.items())
        if size > MOST_ENVIRONMENT:
            raise EnvironmentTooLargeError(self._package, size)
        return dict(environment)

    def _role(
        self, package: str, log_group: logs.LogGroup, policies: Sequence[iam.IManagedPolicy]
    ) -> iam.Role:
        write_logs = iam.ManagedPolicy(
            self,
            "WriteLogs",
            description=f"Lets the {package} function write its own log",
            statements=[
                iam.PolicyStatement(
                    actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                    resources=[log_group.log_group_arn],
                )
            ],
        )
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            managed_policies=[write_logs, *policies],
        )


def metrics_environment(namespace: str | None) -> Mapping[str, str]:
    """Return what tells a function where it counts (`lambdas/metrics`); None: nowhere."""
    return {"METRICS_NAMESPACE": namespace} if namespace else {}
