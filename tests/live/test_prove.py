"""`python -m ops prove`: it shows what holds, finds what does not, and leaves nobody behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.deployment.environment import LOCAL, REGION
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.subject import Subject
from ops.people import accounts
from ops.people.person import Person
from ops.prove.behaviour import behaviour
from ops.prove.command import WIDTHS
from ops.prove.own_user import MARK, own_user, remove_left_over
from ops.prove.promises import promises
from ops.prove.table import FAILED
from tests.deployment import Deployment
from tests.live.clients import NewPerson

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


CLIENT_SETTINGS = (
    "UserPoolId",
    "ClientId",
    "ReadAttributes",
    "WriteAttributes",
    "ExplicitAuthFlows",
    "PreventUserExistenceErrors",
    "EnableTokenRevocation",
)


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
        rows = [*promises(subject), *behaviour(subject, person)]
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


@contextmanager
def changed(describe: Any, update: Any, **settings: Any) -> Iterator[None]:
    """Change settings in the cloud, behind the stack's back, and back again."""
    before = {key: value for key, value in describe.items() if value != ""}
    update(**before | settings)
    try:
        yield
    finally:
        update(**before)


def test_a_client_that_takes_passwords_is_found(
    subject: Subject, cognito: "CognitoIdentityProviderClient"
) -> None:
    client = {name: subject.app_client[name] for name in CLIENT_SETTINGS}
    flows = [*client["ExplicitAuthFlows"], "ALLOW_USER_PASSWORD_AUTH"]
    with changed(client, cognito.update_user_pool_client, ExplicitAuthFlows=flows):
        fresh = Subject(subject.outputs, subject.session)
        failed = [found.promised for found in promises(fresh) if found.verdict == FAILED]
    assert failed == ["the app client signs in by SRP alone"]


def test_a_classic_flow_is_found(subject: Subject) -> None:
    identities = subject.client("cognito-identity")
    pool = identities.describe_identity_pool(IdentityPoolId=subject.outputs.identity_pool_id)
    del pool["ResponseMetadata"]
    with changed(pool, identities.update_identity_pool, AllowClassicFlow=True):
        failed = [found.promised for found in promises(subject) if found.verdict == FAILED]
    assert failed == ["the identity pool has no classic flow"]


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_whatever_ends_it_its_user_is_gone(subject: Subject, end: type[BaseException]) -> None:
    before = users(subject)
    with pytest.raises(end), own_user(subject):
        raise end
    assert users(subject) == before


def test_an_interruption_while_the_user_is_made_leaves_none(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = users(subject)

    def interrupted(cognito: Any, pool_id: str, person: Person) -> None:
        create(cognito, pool_id, person)
        raise KeyboardInterrupt

    create = accounts.create
    monkeypatch.setattr(accounts, "create", interrupted)
    with pytest.raises(KeyboardInterrupt), own_user(subject):
        pytest.fail("it was interrupted")
    assert users(subject) == before


def test_what_a_killed_run_has_left_is_removed_and_nobody_else(
    subject: Subject, cognito: "CognitoIdentityProviderClient", new_person: NewPerson
) -> None:
    theirs = new_person()
    accounts.create(cognito, subject.outputs.user_pool_id, theirs)
    before = users(subject)
    left = own_user(subject)
    left.__enter__()
    assert users(subject) != before
    assert remove_left_over(subject) == 1
    assert users(subject) == before
    left.__exit__(None, None, None)


def test_a_mark_that_users_could_set_themselves_is_none(subject: Subject) -> None:
    subject.__dict__["app_client"] = {"WriteAttributes": [MARK]}
    with pytest.raises(Exception, match=f"may write {MARK}"):
        remove_left_over(subject)
