"""A second project with the settings of stage local, whose pool keeps old subs, and has a group."""

from dataclasses import replace

import aws_cdk as cdk

from app import add_stacks
from ops.backup.plan import SUB_ATTRIBUTE
from stacks.settings import CustomAttribute, Group
from stages import STAGES

PROJECT, GROUP = "drill", "drilled"

if __name__ == "__main__":
    local = STAGES["local"]
    kept = CustomAttribute(name=SUB_ATTRIBUTE.removeprefix("custom:"), written_by="operator")
    group = Group(name=GROUP, description="May do what a drill is about", precedence=1000)
    users = replace(
        local.users,
        custom_attributes=(*local.users.custom_attributes, kept),
        groups=(*local.users.groups, group),
    )
    app = cdk.App()
    add_stacks(app, replace(local, project=PROJECT, users=users))
    app.synth()
