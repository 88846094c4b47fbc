"""One user back into a pool: by AWS's answers, stubbed, for each order and each refusal.

The live drill restores into a real pool; there nobody can stop between two calls, and the embedded
cloud's gate refuses no user whom an operator makes.
"""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from ops.backup.plan import SUB_ATTRIBUTE
from ops.backup.restoring import Outcome
from tests.unit.ops.backup.answers import (
    USER,
    WHO,
    is_created,
    nobody_has,
    own,
    restorer,
    somebody_has,
)
from tests.unit.ops.backup.files import record
from tests.unit.ops.samples import DEV

PASSWORD = {**WHO, "Password": ANY, "Permanent": True}


@pytest.fixture
def cognito() -> Any:
    keys: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client("cognito-idp", region_name=DEV.region, **keys)


@pytest.fixture
def stub(cognito: Any) -> Iterator[Stubber]:
    """Answers in Cognito's place, in the order and to the calls that are written down."""
    with Stubber(cognito) as stub:
        yield stub
        stub.assert_no_pending_responses()


def test_a_user_is_made_without_a_message_and_keeps_the_old_sub(
    cognito: Any, stub: Stubber
) -> None:
    nobody_has(stub)
    is_created(stub, {**own(), SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito).user(USER) is Outcome.RESTORED


def test_without_an_attribute_for_it_the_old_sub_is_gone(cognito: Any, stub: Stubber) -> None:
    nobody_has(stub)
    is_created(stub, own())
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito, keeps_sub=False).user(USER) is Outcome.RESTORED


def test_the_sub_of_the_lost_pool_replaces_that_of_one_before(cognito: Any, stub: Stubber) -> None:
    user = record(1, attributes={**USER["attributes"], SUB_ATTRIBUTE: "older"})
    nobody_has(stub)
    is_created(stub, {**own(), SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito).user(user) is Outcome.RESTORED


def test_whoever_was_disabled_is_so_before_any_password_opens_the_account(
    cognito: Any, stub: Stubber
) -> None:
    nobody_has(stub)
    is_created(stub, {**own(), SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_disable_user", {}, WHO)
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito).user(record(1, enabled=False)) is Outcome.RESTORED


@pytest.mark.parametrize(("sms", "mfa"), [(True, ["SMS_MFA"]), (True, []), (False, ["SMS_MFA"])])
def test_sms_is_the_second_factor_again_where_the_stage_has_it(
    cognito: Any, stub: Stubber, sms: bool, mfa: list[str]
) -> None:
    nobody_has(stub)
    is_created(stub, {**own(), SUB_ATTRIBUTE: USER["username"]})
    if sms and mfa:
        preference = {**WHO, "SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}}
        stub.add_response("admin_set_user_mfa_preference", {}, preference)
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito, sms=sms).user(record(1, mfa=mfa)) is Outcome.RESTORED


def test_one_that_an_interrupted_import_made_is_finished(cognito: Any, stub: Stubber) -> None:
    somebody_has(stub, "FORCE_CHANGE_PASSWORD", **{SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito).user(USER) is Outcome.RESTORED


@pytest.mark.parametrize(
    "attributes",
    [{SUB_ATTRIBUTE: USER["username"], "name": "renamed since"}, {"sub": USER["username"]}],
)
def test_who_is_there_is_left_alone(
    cognito: Any, stub: Stubber, attributes: dict[str, str]
) -> None:
    """Restored before, or never gone."""
    somebody_has(stub, **attributes)
    assert restorer(cognito).user(USER) is Outcome.THERE


def test_who_was_invited_and_never_gone_keeps_the_invitation(cognito: Any, stub: Stubber) -> None:
    """The temporary password is one that somebody knows."""
    somebody_has(stub, "FORCE_CHANGE_PASSWORD", sub=USER["username"])
    assert restorer(cognito).user(USER) is Outcome.THERE


def test_without_the_old_sub_all_attributes_tell_who_it_is(cognito: Any, stub: Stubber) -> None:
    somebody_has(stub, **own(), email_verified="false")
    assert restorer(cognito, keeps_sub=False).user(USER) is Outcome.THERE
    somebody_has(stub, **{**own(), "name": "Somebody else"})
    assert restorer(cognito, keeps_sub=False).user(USER) is Outcome.TAKEN


def test_a_number_that_somebody_else_has_stays_theirs(cognito: Any, stub: Stubber) -> None:
    somebody_has(stub, **own())
    assert restorer(cognito).user(USER) is Outcome.TAKEN


@pytest.mark.parametrize("keeps_sub", [True, False])
def test_who_never_confirmed_the_number_is_nobody_restored(
    cognito: Any, stub: Stubber, keeps_sub: bool
) -> None:
    """Whoever knows what stood in the backup could sign up with it."""
    for _ in range(2):
        somebody_has(stub, "UNCONFIRMED", **own())
    restoring = restorer(cognito, keeps_sub=keeps_sub)
    assert restoring.user(USER) is Outcome.TAKEN
    assert restoring.membership(USER, "admins") is Outcome.TAKEN


def test_a_number_that_is_taken_at_the_last_moment_is_taken(cognito: Any, stub: Stubber) -> None:
    nobody_has(stub)
    stub.add_client_error("admin_create_user", "UsernameExistsException")
    somebody_has(stub, "UNCONFIRMED", **own())
    assert restorer(cognito).user(USER) is Outcome.TAKEN


def test_one_whose_making_got_no_answer_and_was_sent_again_is_finished(
    cognito: Any, stub: Stubber
) -> None:
    nobody_has(stub)
    stub.add_client_error("admin_create_user", "UsernameExistsException")
    somebody_has(stub, "FORCE_CHANGE_PASSWORD", **{SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_set_user_password", {}, PASSWORD)
    assert restorer(cognito).user(USER) is Outcome.RESTORED


@pytest.mark.parametrize("code", ["UserLambdaValidationException", "InvalidParameterException"])
def test_one_whom_the_gate_or_the_pool_refuses_stops_nobody_else(
    cognito: Any, stub: Stubber, code: str
) -> None:
    nobody_has(stub)
    stub.add_client_error("admin_create_user", code)
    assert restorer(cognito).user(USER) is Outcome.REFUSED


def test_a_refusal_that_is_for_all_stops(cognito: Any, stub: Stubber) -> None:
    nobody_has(stub)
    stub.add_client_error("admin_create_user", "AccessDeniedException")
    with pytest.raises(ClientError, match="AccessDenied"):
        restorer(cognito).user(USER)


def test_who_has_no_number_is_told(cognito: Any) -> None:
    user = record(1, attributes={"sub": "a-sub"})
    assert restorer(cognito).user(user) is Outcome.NO_NUMBER
    assert restorer(cognito).membership(user, "admins") is Outcome.NO_NUMBER


def test_a_membership_is_for_who_was_restored(cognito: Any, stub: Stubber) -> None:
    somebody_has(stub, **{SUB_ATTRIBUTE: USER["username"]})
    stub.add_response("admin_add_user_to_group", {}, {**WHO, "GroupName": "admins"})
    assert restorer(cognito).membership(USER, "admins") is Outcome.RESTORED


def test_a_membership_is_for_nobody_else_who_has_the_number(cognito: Any, stub: Stubber) -> None:
    somebody_has(stub, **own())
    assert restorer(cognito).membership(USER, "admins") is Outcome.TAKEN
    nobody_has(stub)
    assert restorer(cognito).membership(USER, "admins") is Outcome.GONE
