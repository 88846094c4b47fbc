"""`python -m ops account --stage S`: let API Gateway write logs, once an account and region.

API Gateway logs by one role in the settings of the account. No stack owns it: the stage that did
would take the logs of all others with it when it goes, and the policy needs wildcards.
"""

import json
import time
from collections.abc import Sequence
from typing import Any

import boto3
from botocore.exceptions import ClientError

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..deployment.assembly import synthesized
from ..deployment.clouds import connect, own_account, reading
from ..deployment.environment import stage_endpoint
from ..deployment.logging_role import ROLE, SERVICE, fault
from ..deployment.terminal import step
from ..errors import OpsError, RefusedError

POLICY = "AmazonAPIGatewayPushToCloudWatchLogs"
# Without a condition on aws:SourceAccount: API Gateway does not send it when it assumes a role
# (aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws#479), and the
# documentation's own trust has none (API Gateway developer guide, "Set up CloudWatch logging").
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": SERVICE},
            "Action": "sts:AssumeRole",
        }
    ],
}
# A new role takes some seconds to be known everywhere, and API Gateway takes one UpdateAccount in
# 20 seconds (its developer guide, "Quotas").
PAUSE_SECONDS = 20
TRIES = 6
NOT_YET = ("BadRequestException", "TooManyRequestsException")


def run(arguments: Sequence[str]) -> None:
    """Give API Gateway its role where it has none that works; with `--check` only tell.

    What was done before an interruption is found and used by the next run.

    Raises:
        RefusedError: `--check` finds no role that works.
        OpsError: AWS refuses or cannot be asked.
    """
    parser = command_parser("account", __doc__)
    add_stage(parser, default="dev")
    add_assembly(parser)
    parser.add_argument("--check", action="store_true", help="change nothing")
    chosen = parser.parse_args(arguments)
    with (
        synthesized(chosen.stage, chosen.assembly) as stacks,
        reading(stage_endpoint(chosen.stage)),
    ):
        wanted = next(iter(stacks.values()))
        session = connect(wanted.region)
        gateway = session.client("apigateway")
        account = own_account(session, chosen.stage, wanted.account)
        place = f"account {account}, region {gateway.meta.region_name}"
        if not chosen.check:
            print(f"A{place[1:]}", flush=True)
        role = gateway.get_account().get("cloudwatchRoleArn")
        found = fault(session, role)
        if found is None:
            print(f"API Gateway writes its logs by {role}")
        elif chosen.check:
            raise RefusedError(
                f"API Gateway may not write logs in {place}, for {found}, and the API's deployment"
                f" would fail: run `make account STAGE={chosen.stage}`, once."
            )
        else:
            _adopt(gateway, _role(session))


def _role(session: boto3.Session) -> str:
    """Return the ARN of the role, made where there is none, and mended where it was changed."""
    iam = session.client("iam")
    arn: str
    with step(f"The role {ROLE}"):
        try:
            arn = iam.create_role(
                RoleName=ROLE,
                Description="Lets API Gateway write its logs to CloudWatch",
                AssumeRolePolicyDocument=json.dumps(TRUST),
            )["Role"]["Arn"]
        except iam.exceptions.EntityAlreadyExistsException:
            arn = iam.get_role(RoleName=ROLE)["Role"]["Arn"]
            iam.update_assume_role_policy(RoleName=ROLE, PolicyDocument=json.dumps(TRUST))
        partition = arn.split(":")[1]
        policy = f"arn:{partition}:iam::aws:policy/service-role/{POLICY}"
        iam.attach_role_policy(RoleName=ROLE, PolicyArn=policy)
    return arn


def _adopt(gateway: Any, role: str) -> None:
    """Put the role into the account's settings, as soon as IAM has spread it."""
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": role}
    with step("API Gateway takes it, which can wait for IAM"):
        for pause in (*[PAUSE_SECONDS] * (TRIES - 1), None):
            try:
                gateway.update_account(patchOperations=[change])
            except ClientError as error:
                if error.response["Error"]["Code"] not in NOT_YET:
                    raise
            else:
                return
            if pause is not None:
                print(".", end="", flush=True)
                time.sleep(pause)
        raise OpsError(
            f"API Gateway did not take the role {ROLE} in {PAUSE_SECONDS * (TRIES - 1)} seconds:"
            " see that apigateway.amazonaws.com may assume it, then run this again."
        )
