"""`python -m ops account`: the one owner of API Gateway's logging role."""

import json
import time
from typing import Any

import boto3
import pytest

from ops.account import command as account
from ops.deployment.logging_role import ROLE
from tests.unit.ops.account.settings import (
    ACCOUNT,
    POLICY,
    READS,
    REGION,
    ROLE_ARN,
    THEIRS,
    Refuse,
    Run,
    make_role,
    role_in_settings,
    set_role,
    tells,
)


def test_an_account_gets_a_role_that_api_gateway_alone_assumes(run: Run) -> None:
    code, said, _ = run()
    assert code == 0
    assert said.startswith(f"Account {ACCOUNT}, region {REGION}\n")
    assert role_in_settings() == ROLE_ARN
    iam = boto3.client("iam")
    trust: Any = iam.get_role(RoleName=ROLE)["Role"]["AssumeRolePolicyDocument"]
    (statement,) = trust["Statement"]
    assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    attached = iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]
    assert [p["PolicyName"] for p in attached] == [POLICY]


def test_a_second_run_changes_nothing(run: Run, refuse: Refuse) -> None:
    run()
    calls = refuse("none")
    assert run()[:2] == (0, f"Account {ACCOUNT}, region {REGION}\n{tells(ROLE_ARN)}")
    assert set(calls) == {*READS, "ListAttachedRolePolicies"}


def test_a_role_that_is_there_stays(run: Run) -> None:
    make_role(THEIRS)
    set_role(THEIRS)
    assert run()[1].endswith(tells(THEIRS))
    assert role_in_settings() == THEIRS


@pytest.mark.parametrize("role", [THEIRS, ROLE_ARN])
def test_a_role_that_is_named_but_gone_is_told_and_mended(role: str, run: Run) -> None:
    set_role(role)
    code, _, error = run("--check")
    assert code == 2
    assert f"for the role {role.rpartition('/')[2]} in its settings is gone" in error
    assert len(error.splitlines()) == 1
    assert run()[0] == 0
    assert role_in_settings() == ROLE_ARN
    assert run("--check")[1].endswith(tells(ROLE_ARN))


@pytest.mark.parametrize("role", [THEIRS, ROLE_ARN])
def test_a_role_that_api_gateway_cannot_assume_is_told_and_mended(role: str, run: Run) -> None:
    make_role(role, trusted="ec2.amazonaws.com")
    set_role(role)
    assert "does not trust apigateway.amazonaws.com" in run("--check")[2]
    assert run()[0] == 0
    assert role_in_settings() == ROLE_ARN
    assert run("--check")[1].endswith(tells(ROLE_ARN))


def test_our_role_that_lost_its_policy_is_told_and_mended(run: Run) -> None:
    make_role(ROLE_ARN)
    set_role(ROLE_ARN)
    assert f"the role {ROLE} in its settings has lost its policy" in run("--check")[2]
    assert run()[0] == 0
    assert run("--check")[1].endswith(tells(ROLE_ARN))


def test_what_an_interrupted_run_has_made_is_used(run: Run) -> None:
    trust = json.dumps(account.TRUST)
    boto3.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=trust)
    assert run()[0] == 0
    assert role_in_settings() == ROLE_ARN
    assert boto3.client("iam").list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]


def test_an_interruption_while_it_waits_is_told(
    run: Run, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    refuse("UpdateAccount", "BadRequestException")
    monkeypatch.setattr(time, "sleep", interrupt)
    assert run()[0] == 130
    assert run()[0] == 0
    assert role_in_settings() == ROLE_ARN


def test_a_role_that_iam_has_not_spread_yet_is_waited_for(run: Run, refuse: Refuse) -> None:
    calls = refuse("UpdateAccount", "BadRequestException", "TooManyRequestsException")
    code, said, _ = run()
    assert code == 0
    assert ".." in said
    assert calls.count("UpdateAccount") == 3
    assert role_in_settings() == ROLE_ARN


def test_it_does_not_wait_for_ever(run: Run, refuse: Refuse) -> None:
    calls = refuse("UpdateAccount", *["BadRequestException"] * 99)
    code, _, error = run()
    assert code == 1
    assert calls.count("UpdateAccount") == account.TRIES
    assert error.startswith(f"error: API Gateway did not take the role {ROLE}")
    assert len(error.splitlines()) == 1
