"""Phone-number sign-up and sign-in: stage -> stacks -> checks -> synth."""

import os
import sys

import aws_cdk as cdk

from stacks.api_stack import ApiStack
from stacks.backup_stack import BackupStack
from stacks.errors import SynthError
from stacks.identity_stack import IdentityStack
from stacks.monitoring_stack import MonitoringStack
from stacks.stage import Stage, find_stage
from stacks.stages_file import load_stages


def add_stacks(app: cdk.App, stage: Stage) -> tuple[IdentityStack, ApiStack]:
    """Add the stacks of a stage to an app; return those that every stage has."""
    identity = IdentityStack(app, stage=stage)
    api = ApiStack(app, stage=stage, identity=identity)
    monitoring = None
    if stage.observation.monitoring:
        monitoring = MonitoringStack(app, stage=stage, identity=identity, api=api)
    if stage.backup.nightly:
        BackupStack(app, stage=stage, identity=identity, monitoring=monitoring)
    return identity, api


def add_checks(app: cdk.App) -> None:
    """Let cdk-nag's AwsSolutions and Serverless packs judge the synth, and stop it by an error.

    `cdk --no-validation` turns them off with CDK's own rules: loading them is a quarter of a synth.
    """
    if os.environ.get("CDK_VALIDATION") != "false":
        import cdk_nag  # noqa: PLC0415 - loaded where it is used

        cdk.Validations.of(app).add_plugins(
            cdk_nag.AwsSolutionsChecks(app), cdk_nag.ServerlessChecks(app)
        )


def main() -> None:
    """Synthesize the stage that `-c stage=` names."""
    app = cdk.App()
    add_stacks(app, find_stage(load_stages(), app.node.try_get_context("stage")))
    add_checks(app)
    app.synth()


if __name__ == "__main__":
    try:
        main()
    except SynthError as error:
        sys.exit(f"Error: {error}")
