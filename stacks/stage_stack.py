"""What every stack of a stage has in common."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_ssm as ssm
from constructs import Construct, IConstruct

from .rules import check
from .stage import Stage


class StageStack(cdk.Stack):
    """A stack named `<project>-<stage>-<part>`, in the stage's account and under its protection.

    The construct id is the stack's name too, so that its template is
    `cdk.out/<stack name>.template.json`.

    Attributes:
        functions: the timeouts of those that it shares with the stage's monitoring, by name.
    """

    def __init__(self, scope: Construct, *, stage: Stage, part: str, description: str) -> None:
        """Make the stack `part` of a stage.

        Raises:
            InvalidStageError: the stage contradicts itself or asks for what cannot work.
        """
        check(stage)
        super().__init__(
            scope,
            f"{stage.project}-{stage.name}-{part}",
            description=description,
            env=cdk.Environment(account=stage.account, region=stage.region),
            termination_protection=stage.protection.retain,
            synthesizer=(
                None if stage.cloud.bootstrap_roles else cdk.CliCredentialsStackSynthesizer()
            ),
            tags={"project": stage.project, "stage": stage.name},
        )
        self.functions: dict[str, cdk.Duration] = {}
        self._parameters = Construct(self, "Parameters")
        self._parameter_path = f"/{stage.project}/{stage.name}"

    def publish(self, key: str, value: str, description: str) -> None:
        """Publish a value under exactly this key, as an output and as an SSM parameter.

        Tools and frontends read the output; stacks of others read `/<project>/<stage>/<key>`.
        """
        cdk.CfnOutput(self, key, value=value, description=description)
        self.share(key, value, description)

    def share(self, key: str, value: str, description: str) -> None:
        """Publish a value as an SSM parameter alone: it is for stacks, not for frontends."""
        ssm.StringParameter(
            self._parameters,
            key,
            parameter_name=f"{self._parameter_path}/{key}",
            string_value=value,
            description=description,
        )

    def share_function(self, name: str, function: lambda_.Function) -> None:
        """Share the name of a function as `<name>Function`, and keep its timeout."""
        assert function.timeout
        self.functions[name] = function.timeout
        self.share(f"{name}Function", function.function_name, "Name of the function, to watch it")

    def shared(self, key: str) -> str:
        """Return a value that another stack of the stage shares, as it is at each deployment.

        CloudFormation reads the SSM parameter again whenever it creates or updates this stack, and
        the CDK CLI leaves out no stack that has one: a new value needs no new template.
        """
        return cdk.CfnParameter(
            self,
            key,
            type="AWS::SSM::Parameter::Value<String>",
            default=f"{self._parameter_path}/{key}",
        ).value_as_string

    def fix_logical_id(self, construct: IConstruct, logical_id: str) -> None:
        """Let the resource of a construct be the same one wherever the construct moves."""
        resource = construct.node.default_child or construct
        assert isinstance(resource, cdk.CfnElement)
        resource.override_logical_id(logical_id)
