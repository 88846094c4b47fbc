"""The caller's policy is enough for the proof, and each statement of it is needed.

The embedded cloud evaluates IAM policies. The bootstrap roles it refuses, so the deployment itself
is not tried here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.compare.command import scene_of, tried
from ops.deploy.stacks import statuses
from ops.deployment.assembly import read
from ops.deployment.clouds import connect, reading
from ops.deployment.environment import ACCOUNT, LOCAL, REGION
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.subject import Subject
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import account, api, directory, identities, quotas, sms, spending, stacks
from ops.doctor.command import examine
from ops.doctor.finding import Status
from ops.errors import OpsError
from ops.permissions.caller import caller_policy, doctor_policy
from ops.permissions.place import Place
from ops.permissions.policy import Policy
from ops.prove.behaviour import behaviour
from ops.prove.own_user import own_user
from ops.prove.promises import promises
from ops.prove.table import FAILED, Row
from tests.deployment import Deployment

USER = "caller"
# What every stage has that the CDK's bootstrap roles deploy.
VERSION = {
    "Type": "AWS::SSM::Parameter::Value<String>",
    "Default": "/cdk-bootstrap/hnb659fds/version",
}


class AsOnAws(StackOutputs):
    """Outputs of the local stage, of which one asks with credentials of one's own."""

    @property
    def local_endpoint(self) -> None:
        """The environment says where AWS is."""
        return


@pytest.fixture(scope="module")
def place(assemblies: Mapping[str, Path]) -> Place:
    """Where the stage is, as the templates of one on AWS would say."""
    stacks = {
        name: replace(
            stack,
            template={
                **stack.template,
                "Parameters": {
                    **stack.template.get("Parameters", {}),
                    "BootstrapVersion": VERSION,
                },
            },
        )
        for name, stack in read(assemblies[LOCAL], LOCAL).items()
    }
    return Place(account=ACCOUNT, region=REGION, stacks=stacks)


@pytest.fixture(scope="module")
def policy(place: Place) -> Policy:
    """The policy of whoever runs the commands."""
    return caller_policy(place)


@pytest.fixture
def outputs(deployment: Deployment) -> StackOutputs:
    """Those of the shared deployment."""
    found = checked(LOCAL, read_stacks(deployment.outputs_file, LOCAL), source="it")
    return AsOnAws(**vars(found))


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """IAM, as an administrator has it; all others have the key of a user with no rights yet."""
    client = boto3.client("iam")
    client.create_user(UserName=USER)
    key = client.create_access_key(UserName=USER)["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    yield client
    for name in client.list_user_policies(UserName=USER)["PolicyNames"]:
        client.delete_user_policy(UserName=USER, PolicyName=name)
    client.delete_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"])
    client.delete_user(UserName=USER)


def allow(iam: Any, policy: Policy) -> None:
    iam.put_user_policy(UserName=USER, PolicyName="it", PolicyDocument=json.dumps(policy))


def prove(outputs: StackOutputs) -> list[Row]:
    """Find the stacks and prove the stage, as the commands do."""
    with reading(None):
        session = connect(outputs.region)
        stacks = {f"{outputs.project}-{outputs.stage}-{part}" for part in ("identity", "api")}
        assert set(statuses(session.client("cloudformation"), stacks)) == stacks
        subject = Subject(outputs, session)
        with own_user(subject) as (person, _):
            return [*promises(subject), *behaviour(subject, person)]


def test_the_callers_policy_alone_is_enough(
    iam: Any, policy: Policy, outputs: StackOutputs
) -> None:
    allow(iam, policy)
    rows = prove(outputs)
    assert len(rows) > 30
    # The local cloud cannot choose among origins there; by its endpoint the proof forgives it.
    failed = [found.promised for found in rows if found.verdict == FAILED]
    assert failed == ["a preflight asks for no token"]
    with reading(None), scene_of(outputs) as scene:
        for _, probe in tried(everything=False):
            assert probe(scene)


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        ("FindStacks", "DescribeStacks"),
        ("Stacks", "GetTemplate"),
        ("UserPools", "DescribeUserPoolClient"),
        ("UsersOfTheProof", "AdminCreateUser"),
        ("IdentityPools", "DescribeIdentityPool"),
        ("Functions", "GetFunctionConfiguration"),
        ("Api", "GetAuthorizers"),
        ("ReadRoles", "GetRole"),
    ],
)
def test_without_a_statement_the_proof_is_refused(
    iam: Any, policy: Policy, outputs: StackOutputs, statement: str, operation: str
) -> None:
    left = [one for one in policy["Statement"] if one["Sid"] != statement]
    assert len(left) == len(policy["Statement"]) - 1
    allow(iam, policy | {"Statement": left})
    with pytest.raises(OpsError, match=f"^AWS refused {operation}: "):
        prove(outputs)


@pytest.fixture
def case(iam: Any, outputs: StackOutputs, assemblies: Mapping[str, Path]) -> Case:  # noqa: ARG001
    """The stage, as the doctor asks for it with the key of the user."""
    with reading(None):
        session = connect(outputs.region)
    return Case(LOCAL, session, None, assemblies[LOCAL], 1, Subject(outputs, session))


def test_the_doctors_policy_alone_is_enough_for_it(iam: Any, place: Place, case: Case) -> None:
    allow(iam, doctor_policy(place))
    found = [finding for _, finding in examine(case)]
    assert [one for one in found if "may not call" in one.sentence] == []
    assert {one.subject for one in found if one.status is Status.GREEN} >= {
        "bootstrap",
        "stack",
        "external ID",
        "SMS policy",
        "app client",
        "roles",
        "allowed origins",
        "stage throttle",
    }


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("FindStacks", stacks.deployed),
        ("ReadStacks", stacks.undrifted),
        ("Drift", stacks.undrifted),
        ("BootstrapVersion", account.bootstrap),
        ("ReadUserPools", directory.client),
        ("ReadIdentityPools", identities.roles),
        ("ReadFunctions", api.origins),
        ("ReadApi", quotas.throttle),
        ("ReadRoles", sms.role),
        ("ReadPolicies", sms.role),
        ("Spend", spending.spend),
    ],
)
def test_what_the_doctor_may_not_ask_is_unknown(
    iam: Any, place: Place, case: Case, statement: str, check: Check
) -> None:
    policy = doctor_policy(place)
    left = [one for one in policy["Statement"] if one["Sid"] != statement]
    assert len(left) == len(policy["Statement"]) - 1
    allow(iam, policy | {"Statement": left})
    *before, last = ask(case, "it", check)
    assert [one for one in before if one.status is not Status.GREEN] == []
    assert (last.status, last.subject) == (Status.UNKNOWN, "it")
    assert last.sentence.startswith("these credentials may not call ")
