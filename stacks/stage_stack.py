"""What every stack of a stage has in common."""

import aws_cdk as cdk
from constructs import Construct

from stacks.stage import Stage


class StageStack(cdk.Stack):
    """A stack named `<project>-<stage>-<part>`, in the stage's account and under its protection.

    The construct id is the stack's name too, so that its template is
    `cdk.out/<stack name>.template.json`.
    """

    def __init__(self, scope: Construct, *, stage: Stage, part: str, description: str) -> None:
        """Make the stack `part` of a stage."""
        super().__init__(
            scope,
            f"{stage.project}-{stage.name}-{part}",
            description=description,
            env=cdk.Environment(account=stage.account, region=stage.region),
            termination_protection=stage.protected,
            synthesizer=cdk.CliCredentialsStackSynthesizer() if stage.cli_credentials else None,
            tags={"project": stage.project, "stage": stage.name},
        )

    def add_output(self, key: str, value: str, description: str) -> None:
        """Add an output under exactly this key: tools and frontends read it by name."""
        cdk.CfnOutput(self, key, value=value, description=description)
