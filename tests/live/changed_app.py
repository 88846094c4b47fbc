"""The app of this project with settings of stage local changed.

The CDK CLI runs it as `python3 -m tests.live.changed_app "{'sms.message': ...}"`, with one more
argument where the app client and the roles of the identity stack are to be others: what their
logical ids begin with.
"""

import ast
import re
import sys

import aws_cdk as cdk
from aws_cdk.aws_cognito import CfnUserPoolClient
from aws_cdk.aws_iam import CfnRole

from app import add_stacks
from stages import STAGES
from tests.samples import changed

if __name__ == "__main__":
    app = cdk.App()
    identity, _ = add_stacks(app, changed(STAGES["local"], ast.literal_eval(sys.argv[1])))
    for prefix in sys.argv[2:]:
        for resource in identity.node.find_all():
            if isinstance(resource, CfnUserPoolClient | CfnRole):
                resource.override_logical_id(prefix + re.sub(r"[\W_]", "", resource.node.path))
    app.synth()
