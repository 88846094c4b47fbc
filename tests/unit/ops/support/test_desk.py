"""What the embedded cloud does not do: AWS's answers, stubbed, and a person at a terminal."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from ops.desk.audit import Audit
from ops.desk.desk import Desk
from ops.desk.pool import Pool
from ops.errors import OpsError, RefusedError
from ops.support import elsewhere, erasing, joining, reading
from ops.support.changing import disable, reset_mfa
from tests.unit.ops.desk.test_account import NUMBER, SUB, account
from tests.unit.ops.samples import DEV

ADA = account(phone_number=NUMBER, name="Ada")
KEYS: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
WHO = {"UserPoolId": DEV.user_pool_id, "Username": SUB}


@pytest.fixture
def cognito() -> Any:
    return boto3.client("cognito-idp", region_name=DEV.region, **KEYS)


@pytest.fixture
def stub(cognito: Any) -> Iterator[Stubber]:
    """Answers in Cognito's place, in the order and to the calls that are written down."""
    with Stubber(cognito) as stub:
        yield stub
        stub.assert_no_pending_responses()


@pytest.fixture
def desk(cognito: Any) -> Desk:
    """Of the protected stage dev, where somebody said yes."""
    session = boto3.Session(region_name=DEV.region)
    pool = Pool(DEV, session, cognito)
    pool.__dict__["settings"] = {"DeletionProtection": "ACTIVE"}
    return Desk(pool, Audit(caller="arn", stage="dev", pool_id=pool.id), yes=True)


def test_an_app_is_forgotten_where_the_cloud_can(
    desk: Desk, stub: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.add_response("admin_delete_software_token", {}, WHO)
    reset_mfa(desk, ADA, Namespace())
    assert "The app is forgotten." in capsys.readouterr().out


def test_a_refusal_to_forget_an_app_is_no_reason_to_turn_it_off(desk: Desk, stub: Stubber) -> None:
    stub.add_client_error("admin_delete_software_token", "NotAuthorizedException")
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        reset_mfa(desk, ADA, Namespace())


@pytest.mark.parametrize("answer", ["y", "n"])
def test_the_question_says_whose_account_by_a_masked_number(
    answer: str, desk: Desk, stub: Stubber, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def type_(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", type_)
    if answer == "y":
        stub.add_response("admin_disable_user", {}, WHO)
        disable(replace(desk, yes=False), ADA, Namespace())
    else:
        with pytest.raises(RefusedError, match="nothing was changed"):
            disable(replace(desk, yes=False), ADA, Namespace())
    assert asked == [
        f"Disable the account: +1********00 ({SUB}) of the protected stage dev? [y/N] "
    ]


def test_a_yes_beforehand_says_it_all_the_same(
    desk: Desk, stub: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.add_response("admin_disable_user", {}, WHO)
    disable(desk, ADA, Namespace())
    told = capsys.readouterr()
    assert "+1" not in told.out
    assert told.err.startswith(
        f"Disable the account: +1********00 ({SUB}) of the protected stage dev."
    )


@pytest.mark.parametrize("gone_by", ["its own request, sent again", "another run"])
def test_an_account_that_is_gone_by_the_time_of_its_deletion_is_deleted(
    gone_by: str, desk: Desk, stub: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its line says done: whoever the lines have deleted stays out of a restored directory."""
    if gone_by == "another run":
        stub.add_client_error("admin_user_global_sign_out", "UserNotFoundException")
    else:
        stub.add_response("admin_user_global_sign_out", {}, WHO)
    stub.add_client_error("admin_delete_user", "UserNotFoundException")
    erasing.delete(desk, ADA)
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["outcome"] == "done"


def test_one_who_is_deleted_while_the_repair_looks_needs_no_group(
    desk: Desk, stub: Stubber
) -> None:
    stub.add_client_error("admin_list_groups_for_user", "UserNotFoundException")
    assert not joining._in_none(desk.pool, ADA)


def test_an_erasure_that_is_still_found_after_some_seconds_is_no_erasure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(OpsError, match="ListUsers by sub still finds an account"):
        erasing._nothing("ListUsers by sub", lambda: False)
    assert len(slept) == erasing.TRIES


@pytest.mark.parametrize("code", ["AccessDeniedException", "ThrottlingException"])
def test_logs_that_may_not_be_looked_up_are_named_by_their_setting(
    code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = boto3.client("logs", region_name=DEV.region, **KEYS)
    monkeypatch.setattr(desk.pool.session, "client", lambda _: logs)
    with Stubber(logs) as stub:
        stub.add_client_error("describe_log_groups", code)
        if code == "AccessDeniedException":
            first, *rest = elsewhere.kept_elsewhere(desk.pool)
            assert "observation.log_retention" in first
            assert rest == [elsewhere.WHAT_LOGS_HOLD, *elsewhere.ALWAYS]
        else:
            with pytest.raises(ClientError):
                elsewhere.kept_elsewhere(desk.pool)


def test_an_export_on_a_terminal_tells_it_nothing(
    desk: Desk, stub: Stubber, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is exported wrote the attributes, and somebody who helps users reads them."""
    hostile = account(phone_number=NUMBER, name="Zoë\x1b[2J\x9b2J\u202e\ud800")
    monkeypatch.setattr(reading, "kept_elsewhere", lambda _: [])
    stub.add_response("admin_list_groups_for_user", {"Groups": []}, WHO)
    stub.add_response("admin_list_user_auth_events", {"AuthEvents": []}, WHO)
    reading.export(desk.pool, desk.audit, hostile, None)
    said = capsys.readouterr().out
    assert all(line.isprintable() for line in said.split("\n"))
    assert json.loads(said)["attributes"]["name"] == hostile.attributes["name"]
