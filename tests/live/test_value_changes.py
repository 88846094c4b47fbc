"""New values of the identity stack reach the API in the same deployment, without a new template."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from aws_cdk.aws_cognito import CfnUserPoolClient
from aws_cdk.aws_iam import CfnRole

from app import add_stacks
from ops.deploy.gateway import serve_the_pool
from ops.deployment.assembly import read
from ops.deployment.environment import LOCAL, REGION
from ops.deployment.live_facts import read_facts
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import localized, read_stacks
from ops.local.cdk import Cdk
from ops.people import accounts
from ops.people.api import get_signed
from ops.people.person import new_person
from ops.people.proof import prove
from stages import STAGES
from tests.deployment import Deployment
from tests.samples import changed
from tests.synthesis import deployable_app

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

PROJECT = "second"
IDENTITY, API = f"{PROJECT}-{LOCAL}-identity", f"{PROJECT}-{LOCAL}-api"
Deploy = Callable[[Path], StackOutputs]


@pytest.fixture
def cloudformation() -> "CloudFormationClient":
    return boto3.client("cloudformation")


@pytest.fixture
def deploy(
    deployment: Deployment, cloudformation: "CloudFormationClient", tmp_path: Path
) -> Iterator[Deploy]:
    """Deploy an assembly of a second project by one `cdk deploy --all`; it is gone afterwards."""
    outputs_file = tmp_path / "outputs.json"
    with (tmp_path / "lock").open("w") as lock:
        cdk = Cdk(tmp_path, lock=lock.fileno(), verbose=False)

        def deploy(assembly: Path) -> StackOutputs:
            options = ["--require-approval=never", f"--outputs-file={outputs_file}"]
            cdk.run("deploy", "--all", f"--app={assembly}", *options)
            stacks = localized(read_stacks(outputs_file, LOCAL), deployment.endpoint)
            return checked(LOCAL, stacks, source="the deployment")

        try:
            yield deploy
        finally:
            for stack in (API, IDENTITY):
                cloudformation.delete_stack(StackName=stack)
                cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack)


def _synthesized(assembly: Path, *, prefix: str = "") -> Path:
    """Synthesize the second project, perhaps with other logical ids of its client and its roles."""
    app = deployable_app(assembly)
    identity, _ = add_stacks(app, changed(STAGES[LOCAL], {"project": PROJECT}))
    for resource in identity.node.find_all() if prefix else ():
        if isinstance(resource, CfnUserPoolClient | CfnRole):
            resource.override_logical_id(prefix + re.sub(r"[\W_]", "", resource.node.path))
    app.synth()
    return assembly


def _expect_everything_to_work(outputs: StackOutputs) -> None:
    """Let a new user call `/me`, and a guest and a user `/guest`."""
    prove(outputs)
    cognito = boto3.client("cognito-idp")
    person = new_person(read_facts(outputs))
    accounts.sign_up(cognito, outputs.user_pool_client_id, person)
    accounts.confirm(cognito, outputs.user_pool_client_id, person)
    pool, client = outputs.user_pool_id, outputs.user_pool_client_id
    id_token = accounts.sign_in(cognito, pool, client, person)["IdToken"]
    identity, credentials = accounts.user_credentials(
        REGION, outputs.identity_pool_id, pool, id_token
    )
    answer = get_signed(f"{outputs.api_url}guest", credentials, REGION)
    assert answer == (200, {"identityId": identity, "authenticated": True})


def test_the_api_follows_a_replaced_client_and_a_recreated_identity_stack(
    deploy: Deploy, cloudformation: "CloudFormationClient", tmp_path: Path
) -> None:
    """Both in one test, for a deployment takes its time.

    A recreated role gets a new name on AWS; MiniStack gives it the old one. It serves a changed
    authorizer at once, while on AWS the API has to be deployed to its stage again.
    """
    own, other = _synthesized(tmp_path / "own"), _synthesized(tmp_path / "other", prefix="Other")
    template = f"{API}.template.json"
    assert (own / template).read_text() == (other / template).read_text()
    first = deploy(own)

    replaced = deploy(other)
    assert replaced.user_pool_id == first.user_pool_id
    assert replaced.user_pool_client_id != first.user_pool_client_id
    _expect_everything_to_work(replaced)

    cloudformation.delete_stack(StackName=IDENTITY)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=IDENTITY)
    recreated = deploy(other)
    assert recreated.user_pool_id != first.user_pool_id
    assert recreated.identity_pool_id != first.identity_pool_id
    assert recreated.api_url == first.api_url
    stacks = read(other, LOCAL)
    time.sleep(1)  # a deployment's date has whole seconds, the pool's has more
    assert serve_the_pool(boto3.Session(), stacks)
    assert not serve_the_pool(boto3.Session(), stacks)
    _expect_everything_to_work(recreated)
