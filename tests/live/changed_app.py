"""The app of this project with settings of stage local changed.

The CDK CLI runs it as `python3 -m tests.live.changed_app "{'sms.message': ...}"`.
"""

import ast
import sys

import aws_cdk as cdk

from app import add_stacks
from stages import STAGES
from tests.samples import changed

if __name__ == "__main__":
    app = cdk.App()
    add_stacks(app, changed(STAGES["local"], ast.literal_eval(sys.argv[1])))
    app.synth()
