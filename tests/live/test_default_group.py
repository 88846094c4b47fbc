"""The default group where it is deployed: its trigger, and what that may do.

MiniStack does not invoke PostConfirmation: the deployed function is invoked as Cognito would.
"""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.live.helped import Helped, helped, new_helped
from tests.live.joined import Groups, function, functions, group, groups

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_lambda import LambdaClient

__all__ = ["function", "functions", "group", "groups", "helped", "new_helped"]

Event = dict[str, Any]
Trigger = Callable[[Event], Any]


@pytest.fixture
def confirmed(functions: "LambdaClient", function: str) -> Trigger:
    """Invoke the function with an event; it must not fail. Gives its answer."""

    def invoke(event: Event) -> Any:
        answer = functions.invoke(FunctionName=function, Payload=json.dumps(event))
        assert answer.get("FunctionError") is None
        return json.load(answer["Payload"])

    return invoke


def event_of(user: Helped, pool_id: str) -> Event:
    """What Cognito sends of a user (Developer Guide, "Post confirmation Lambda trigger")."""
    return {
        "version": "1",
        "region": "us-east-1",
        "userPoolId": pool_id,
        "userName": user.sub,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "example"},
        "triggerSource": "PostConfirmation_ConfirmSignUp",
        "request": {
            "userAttributes": {
                "sub": user.sub,
                "cognito:user_status": "CONFIRMED",
                "phone_number_verified": "true",
                "phone_number": user.number,
                "name": user.person.attributes["name"],
            }
        },
        "response": {},
    }


def _failures(function: str, user: Helped) -> list[str]:
    """Return the failures in the function's log, which never has the user's sub, number or name."""
    logs = boto3.client("logs")
    name = boto3.client("lambda").get_function_configuration(FunctionName=function)
    log = name["LoggingConfig"]["LogGroup"]
    events = logs.filter_log_events(logGroupName=log)["events"]
    text = [event["message"] for event in events]
    for personal in (user.sub, user.number, user.person.attributes["name"]):
        assert personal not in "".join(text)
    lines = [json.loads(line) for line in text if line.startswith("{")]
    errors = [line["failure"] for line in lines if line.get("level") == "ERROR"]
    counted = [line for line in lines if "_aws" in line]
    assert len(counted) == len(errors)
    return errors


def test_who_has_confirmed_is_in_the_default_group_once_and_again(
    confirmed: Trigger, helped: Helped, pool_id: str, group: str, groups: Groups
) -> None:
    event = event_of(helped, pool_id)
    for _ in range(2):
        assert confirmed(event) == event
        assert groups(helped) == [group]


@pytest.mark.usefixtures("without_group")
def test_a_group_that_is_gone_stops_nobody_and_is_logged(
    *, confirmed: Trigger, function: str, helped: Helped, pool_id: str, groups: Groups
) -> None:
    before = _failures(function, helped)
    event = event_of(helped, pool_id)
    assert confirmed(event) == event
    assert groups(helped) == []
    assert _failures(function, helped) == [*before, "ResourceNotFoundException"]


@pytest.fixture
def without_group(functions: "LambdaClient", function: str) -> Iterator[None]:
    """Let the function add to a group that the pool does not have."""
    settings = functions.get_function_configuration(FunctionName=function)["Environment"]
    told = settings["Variables"]
    functions.update_function_configuration(
        FunctionName=function, Environment={"Variables": told | {"DEFAULT_GROUP": "gone"}}
    )
    yield
    functions.update_function_configuration(FunctionName=function, Environment={"Variables": told})


def test_the_function_may_add_to_no_group_of_another_pool(
    *,
    confirmed: Trigger,
    cognito: "CognitoIdentityProviderClient",
    function: str,
    helped: Helped,
    group: str,
) -> None:
    before = _failures(function, helped)
    other = cognito.create_user_pool(PoolName="another")["UserPool"]["Id"]
    cognito.create_group(UserPoolId=other, GroupName=group)
    cognito.admin_create_user(UserPoolId=other, Username=helped.sub)
    confirmed(event_of(helped, other))
    found = cognito.admin_list_groups_for_user(UserPoolId=other, Username=helped.sub)["Groups"]
    cognito.delete_user_pool(UserPoolId=other)
    assert found == []
    assert _failures(function, helped) == [*before, "AccessDeniedException"]
