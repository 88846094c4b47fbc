"""The app of this project with the backup stack of stage local.

The CDK CLI runs it as `python3 -m tests.live.schedule_app`.
"""

import aws_cdk as cdk

from app import add_stacks
from stages import STAGES
from tests.samples import changed

if __name__ == "__main__":
    app = cdk.App()
    add_stacks(app, changed(STAGES["local"], {"backup.nightly": True}))
    app.synth()
