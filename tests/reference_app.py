"""The app of this project with the sample stage that has every control on, and our checks.

So what none of the stages turns on is judged by the same rules. The CDK CLI runs it as
`python3 -m tests.reference_app`.
"""

import aws_cdk as cdk

from app import add_checks, add_stacks
from tests.samples import REFERENCE

if __name__ == "__main__":
    app = cdk.App()
    add_stacks(app, REFERENCE)
    add_checks(app)
    app.synth()
