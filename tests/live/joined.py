"""The default group of the shared deployment, as the live tests ask for it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.live.helped import Helped

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_lambda import LambdaClient

Groups = Callable[[Helped], list[str]]


@pytest.fixture
def functions() -> "LambdaClient":
    """A client of Lambda."""
    return boto3.client("lambda")


@pytest.fixture
def function(cognito: "CognitoIdentityProviderClient", pool_id: str) -> str:
    """The deployed function; without a default group, the tests that need one are skipped."""
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    triggers: Mapping[str, Any] = pool["LambdaConfig"]
    if "PostConfirmation" not in triggers:
        pytest.skip("the stage has no default group")
    return str(triggers["PostConfirmation"])


@pytest.fixture
def group(functions: "LambdaClient", function: str) -> str:
    """The default group."""
    settings = functions.get_function_configuration(FunctionName=function)
    return settings["Environment"]["Variables"]["DEFAULT_GROUP"]


@pytest.fixture
def groups(cognito: "CognitoIdentityProviderClient", pool_id: str) -> Groups:
    """Ask for the groups of a user."""

    def of(user: Helped) -> list[str]:
        found = cognito.admin_list_groups_for_user(UserPoolId=pool_id, Username=user.number)
        return [group["GroupName"] for group in found["Groups"]]

    return of
