"""Who has confirmed joins the default group; a failure is told to everybody but the user.

The user pool is moto's; refusals, of which it has none, are made.
"""

import copy
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from default_group.handler import lambda_handler
from tests.unit.default_group.conftest import Told
from tests.unit.default_group.event import EVENT, GROUP

pytestmark = pytest.mark.usefixtures("environment")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def pool() -> Iterator[Any]:
    """A user pool with a group and a user; gives an event about them, and who is in the group."""
    with mock_aws():
        cognito = boto3.client("cognito-idp")
        pool_id = cognito.create_user_pool(PoolName="pool")["UserPool"]["Id"]
        cognito.create_group(UserPoolId=pool_id, GroupName=GROUP)
        user = EVENT["userName"]
        cognito.admin_create_user(UserPoolId=pool_id, Username=user)
        yield _Pool(cognito, pool_id)


class _Pool:
    def __init__(self, cognito: Any, pool_id: str) -> None:
        self.event = {**copy.deepcopy(EVENT), "userPoolId": pool_id}
        self.cognito, self._id = cognito, pool_id

    def members(self) -> list[str]:
        found = self.cognito.list_users_in_group(UserPoolId=self._id, GroupName=GROUP)
        return [user["Username"] for user in found["Users"]]

    def remove_the_group(self) -> None:
        self.cognito.delete_group(UserPoolId=self._id, GroupName=GROUP)


def _refusing(error: Exception) -> Any:
    return patch.object(botocore.client.BaseClient, "_make_api_call", side_effect=error)


def test_who_has_confirmed_joins_once_and_again(pool: _Pool, told: Told) -> None:
    for _ in range(2):
        assert lambda_handler(copy.deepcopy(pool.event), None) == pool.event
        assert pool.members() == [EVENT["userName"]]
    assert told() == []


def test_who_resets_a_password_does_not(pool: _Pool) -> None:
    event = pool.event | {"triggerSource": "PostConfirmation_ConfirmForgotPassword"}
    assert lambda_handler(event, None) == event
    assert pool.members() == []


def test_a_group_that_is_gone_is_told_and_nobody_stopped(pool: _Pool, told: Told) -> None:
    pool.remove_the_group()
    assert lambda_handler(copy.deepcopy(pool.event), None) == pool.event
    assert told() == ["ResourceNotFoundException"]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            ClientError(
                {"Error": {"Code": "AccessDeniedException", "Message": "Ada +14155550100"}}, "any"
            ),
            "AccessDeniedException",
        ),
        (EndpointConnectionError(endpoint_url="https://Ada"), "EndpointConnectionError"),
        (RuntimeError("+14155550100"), "RuntimeError"),
    ],
)
def test_any_failure_is_told_by_its_class_and_nobody_stopped(
    error: Exception, failure: str, told: Told
) -> None:
    with _refusing(error):
        assert lambda_handler(copy.deepcopy(EVENT), None) == EVENT
    assert told() == [failure]


def test_a_function_that_knows_no_group_tells_it(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.delenv("DEFAULT_GROUP")
    assert lambda_handler(copy.deepcopy(EVENT), None) == EVENT
    assert told() == ["KeyError"]


@given(event=json_values | st.fixed_dictionaries({"triggerSource": json_values}))
def test_whatever_comes_goes_back_and_asks_for_nothing(event: Any) -> None:
    with _refusing(AssertionError("Cognito was asked")):
        assert lambda_handler(copy.deepcopy(event), None) == event


@given(pool_id=json_values, name=json_values)
def test_whoever_an_event_names_it_goes_back(pool_id: Any, name: Any) -> None:
    event = EVENT | {"userPoolId": pool_id, "userName": name}
    refused = ClientError({"Error": {"Code": "InvalidParameterException"}}, "any")
    with _refusing(refused):
        assert lambda_handler(copy.deepcopy(event), None) == event
