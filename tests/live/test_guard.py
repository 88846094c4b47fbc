"""The guard before the deployed stage: a forbidden update is stopped, and the users are there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
import pytest

from ops.deployment import paths
from ops.local.emulator import free_port
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import SignIn

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

Resources = dict[str, Any]
Change = Callable[[Resources], None]


def ops(endpoint: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m ops` as an operator does, with the local cloud at an endpoint."""
    return subprocess.run(
        [sys.executable, "-m", "ops", *arguments],
        cwd=paths.root(),
        env={**os.environ, "LOCAL_PORT": str(urlsplit(endpoint).port)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def assembly(assemblies: Mapping[str, Path], tmp_path: Path) -> Path:
    """A copy of the stage's assembly, to be spoilt."""
    return Path(shutil.copytree(assemblies["local"], tmp_path / "cdk.out"))


def identity_template(assembly: Path) -> Path:
    """Return the file of the identity stack's template; it begins with the stack's name."""
    (path,) = assembly.glob("*-identity.template.json")
    return path


def stack_name(assembly: Path) -> str:
    return identity_template(assembly).name.partition(".")[0]


def spoil(assembly: Path, change: Change) -> None:
    """Change the resources of the identity stack's template."""
    path = identity_template(assembly)
    template = json.loads(path.read_text())
    change(template["Resources"])
    path.write_text(json.dumps(template))


def rename(old: str, new: str) -> Change:
    """Give a resource another logical id, and every reference to it too."""

    def change(resources: Resources) -> None:
        text = json.dumps(resources)
        assert f'"{old}"' in text
        resources.clear()
        resources.update(json.loads(text.replace(f'"{old}"', f'"{new}"')))

    return change


def say_something_else(resources: Resources) -> None:
    resources["UserPool"]["Properties"]["VerificationMessageTemplate"]["SmsMessage"] = "{####}"


def rename_the_last_attribute(resources: Resources) -> None:
    resources["UserPool"]["Properties"]["Schema"][-1]["Name"] = "another"


def test_the_sources_may_be_deployed_over_what_they_deployed(deployment: Deployment) -> None:
    """With its own synth by the real CLI, and the templates as CloudFormation gives them back."""
    guard = ops(deployment.endpoint, "guard", "--stage", "local")
    assert guard.returncode == 0, guard.stderr
    assert "keeps its users: compared with what is deployed in 000000000000" in guard.stdout


def test_a_harmless_update_may_be_deployed(deployment: Deployment, assembly: Path) -> None:
    spoil(assembly, say_something_else)
    guard = ops(deployment.endpoint, "guard", "--stage", "local", "--assembly", str(assembly))
    assert guard.returncode == 0, guard.stderr


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (rename("UserPool", "Users"), "its logical id changes from UserPool to Users"),
        (rename_the_last_attribute, "leaves the schema or is renamed"),
        (rename("UserPoolClient", "Client"), "give every frontend a new client id"),
    ],
    ids=["pool renamed", "attribute renamed", "client renamed"],
)
def test_a_forbidden_update_is_stopped_and_the_users_are_still_there(
    *,
    deployment: Deployment,
    assembly: Path,
    signed_up_user: Person,
    sign_in: SignIn,
    change: Change,
    reason: str,
) -> None:
    spoil(assembly, change)
    guard = ops(deployment.endpoint, "guard", "--stage", "local", "--assembly", str(assembly))
    assert guard.returncode == 2
    assert reason in guard.stderr
    assert "Traceback" not in guard.stderr
    assert sign_in(signed_up_user)["IdToken"]


def test_what_it_stops_would_lose_every_user(cognito: "CognitoIdentityProviderClient") -> None:
    """The same update of a stack of its own, which nothing guards."""
    name = "unguarded"
    cloudformation = boto3.client("cloudformation")

    def template(pool: str) -> str:
        resource = {"Type": "AWS::Cognito::UserPool", "DeletionPolicy": "Retain"}
        outputs = {"UserPoolId": {"Value": {"Ref": pool}}}
        return json.dumps({"Resources": {pool: resource}, "Outputs": outputs})

    def pool_id() -> str:
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        return stack["Outputs"][0]["OutputValue"]

    cloudformation.create_stack(StackName=name, TemplateBody=template("UserPool"))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name)
    cognito.admin_create_user(UserPoolId=pool_id(), Username="ada")
    assert len(cognito.list_users(UserPoolId=pool_id())["Users"]) == 1
    cloudformation.update_stack(StackName=name, TemplateBody=template("Users"))
    cloudformation.get_waiter("stack_update_complete").wait(StackName=name)
    assert cognito.list_users(UserPoolId=pool_id())["Users"] == []
    cloudformation.delete_stack(StackName=name)


def test_without_the_local_cloud_nothing_is_said_to_be_safe(assembly: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    guard = ops(nowhere, "guard", "--stage", "local", "--assembly", str(assembly))
    assert (guard.returncode, guard.stdout) == (1, "")
    assert f"does not answer at {nowhere}" in guard.stderr


def test_the_stack_policy_is_set_on_a_protected_stage(
    deployment: Deployment, assembly: Path
) -> None:
    """MiniStack keeps the policy, and does not enforce it."""
    cloudformation, name = boto3.client("cloudformation"), stack_name(assembly)
    protect = ("protect", "--stage", "local", "--assembly", str(assembly))
    assert ops(deployment.endpoint, *protect).stdout == ""
    assert "StackPolicyBody" not in cloudformation.get_stack_policy(StackName=name)
    manifest = assembly / "manifest.json"
    text = manifest.read_text().replace('"tags"', '"terminationProtection": true, "tags"')
    manifest.write_text(text)
    set_ = ops(deployment.endpoint, *protect)
    assert set_.returncode == 0, set_.stderr
    policy = cloudformation.get_stack_policy(StackName=name)["StackPolicyBody"]
    assert "LogicalResourceId/UserPoolClient" in json.loads(policy)["Statement"][1]["Resource"]
    open_ = {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    cloudformation.set_stack_policy(
        StackName=name, StackPolicyBody=json.dumps({"Statement": [open_]})
    )
