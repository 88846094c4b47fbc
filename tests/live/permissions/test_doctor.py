"""The doctor's policy is enough for it, and what it may not ask is unknown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.clouds import connect, reading
from ops.deployment.environment import LOCAL
from ops.deployment.outputs import StackOutputs
from ops.deployment.subject import Subject
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import account, api, directory, identities, quotas, sms, spending, stacks
from ops.doctor.command import examine
from ops.doctor.finding import Status
from ops.permissions.caller import doctor_policy
from ops.permissions.place import Place
from tests.live.permissions.caller import allow


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
