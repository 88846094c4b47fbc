"""`python -m ops prove`: it shows what holds, finds what does not, and leaves nobody behind."""

import signal
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.deployment.environment import LOCAL, REGION
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.subject import Subject
from ops.errors import OpsError
from ops.people import accounts, own_users
from ops.people.own_users import MARK, OwnUsers
from ops.prove.behaviour import behaviour
from ops.prove.command import WIDTHS
from ops.prove.own_user import own_user
from ops.prove.promises import promises
from ops.prove.settings import as_deployed
from ops.prove.table import FAILED
from tests.deployment import Deployment
from tests.live.clients import NewPerson

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture
def subject(deployment: Deployment) -> Subject:
    """The shared deployment."""
    stacks = read_stacks(deployment.outputs_file, LOCAL)
    outputs = checked(LOCAL, stacks, source="the deployment")
    return Subject(outputs, boto3.Session(region_name=REGION))


def users(subject: Subject) -> set[str]:
    """Return the names of all users of the pool."""
    pages = subject.client("cognito-idp").get_paginator("list_users")
    found = pages.paginate(UserPoolId=subject.outputs.user_pool_id)
    return {user["Username"] for page in found for user in page["Users"]}


def test_every_promise_of_the_stage_holds(subject: Subject) -> None:
    before = users(subject)
    with own_user(subject) as (person, _):
        rows = [*promises(subject), *as_deployed(subject), *behaviour(subject, person)]
        assert users(subject) - before
    assert [found for found in rows if found.verdict == FAILED] == []
    assert len(rows) > 30
    assert max(len(found.promised) for found in rows) <= WIDTHS[0]
    assert max(len(found.seen) for found in rows) <= WIDTHS[1]
    assert users(subject) == before


def test_no_number_and_no_token_is_printed(subject: Subject) -> None:
    with own_user(subject) as (person, _):
        rows = [*promises(subject), *behaviour(subject, person)]
    told = "\n".join(" ".join(found) for found in rows)
    assert person.phone_number not in told
    assert person.password not in told
    assert "eyJ" not in told


def test_a_client_that_takes_passwords_is_found(subject: Subject) -> None:
    flows = ["ALLOW_USER_PASSWORD_AUTH", *subject.app_client["ExplicitAuthFlows"]]
    subject.__dict__["app_client"] = {**subject.app_client, "ExplicitAuthFlows": flows}
    failed = [found.promised for found in promises(subject) if found.verdict == FAILED]
    assert failed == ["the app client signs in by SRP alone"]


def test_a_classic_flow_is_found(subject: Subject) -> None:
    subject.__dict__["identity_pool"] = {**subject.identity_pool, "AllowClassicFlow": True}
    failed = [found.promised for found in promises(subject) if found.verdict == FAILED]
    assert failed == ["the identity pool has no classic flow"]


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_whatever_ends_it_its_user_is_gone(subject: Subject, end: type[BaseException]) -> None:
    before = users(subject)
    with pytest.raises(end), own_user(subject):
        raise end
    assert users(subject) == before


@pytest.mark.parametrize("call", ["AdminCreateUser", "AdminSetUserPassword"])
def test_a_signal_while_the_user_is_made_waits_until_it_can_be_taken_back(
    subject: Subject, call: str
) -> None:
    before, sent = users(subject), list[str]()

    def interrupt(model: Any, **_: Any) -> None:
        if model.name == call and not sent:
            signal.raise_signal(signal.SIGTERM)
            sent.append(call)  # the call itself is not interrupted

    subject.session.events.register("before-call.cognito-identity-provider", interrupt)
    with pytest.raises(KeyboardInterrupt), own_user(subject):
        pytest.fail("it was interrupted")
    assert sent
    assert users(subject) == before


def test_a_second_signal_does_not_end_the_clean_up(subject: Subject) -> None:
    before, sent = users(subject), list[str]()

    def interrupt(model: Any, **_: Any) -> None:
        if model.name == "AdminDeleteUser":
            signal.raise_signal(signal.SIGINT)
            sent.append(model.name)

    subject.session.events.register("before-call.cognito-identity-provider", interrupt)
    with pytest.raises(KeyboardInterrupt), own_user(subject):
        signal.raise_signal(signal.SIGTERM)
    assert sent
    assert users(subject) == before


def test_a_user_that_could_not_be_taken_back_is_told_of(subject: Subject) -> None:
    before = users(subject)

    def refuse(**_: Any) -> Any:
        denied = {"Error": {"Code": "AccessDeniedException", "Message": "not yours"}}
        return SimpleNamespace(status_code=400), denied

    subject.session.events.register("before-call.cognito-identity-provider.AdminDeleteUser", refuse)
    left = own_user(subject)
    left.__enter__()
    with pytest.raises(OpsError, match=r"may be left in the pool \(.*not yours\): a proof that"):
        left.__exit__(None, None, None)
    for name in users(subject) - before:
        boto3.client("cognito-idp").admin_delete_user(
            UserPoolId=subject.outputs.user_pool_id, Username=name
        )


def test_two_proofs_at_once_leave_each_other_in_peace(subject: Subject) -> None:
    before = users(subject)
    with own_user(subject):
        ours = users(subject) - before
        with own_user(subject):
            assert len(users(subject) - before) == 2
        assert users(subject) - before == ours
    assert users(subject) == before


def test_what_a_killed_run_has_left_is_removed_once_it_is_old_and_nobody_else(
    subject: Subject,
    cognito: "CognitoIdentityProviderClient",
    new_person: NewPerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs = new_person()
    accounts.create(cognito, subject.outputs.user_pool_id, theirs)
    before = users(subject)
    left, later = own_user(subject), OwnUsers(cognito, subject.outputs)
    left.__enter__()
    assert users(subject) != before
    assert later.remove_left_over() == 0
    monkeypatch.setattr(own_users, "OLD", timedelta(0))
    assert later.remove_left_over() == 1
    assert users(subject) == before
    left.__exit__(None, None, None)


def test_a_mark_that_users_could_set_themselves_is_none(subject: Subject) -> None:
    writable = {"UserPoolClient": {"WriteAttributes": [MARK]}}
    cognito: Any = SimpleNamespace(describe_user_pool_client=lambda **_: writable)
    with pytest.raises(OpsError, match=f"may write {MARK}"):
        OwnUsers(cognito, subject.outputs)
