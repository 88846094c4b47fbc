"""A pool's users page by page, by a real client and answers that botocore's stubber gives.

The live suite reads a real pool; here it is about tokens, of which the embedded cloud has few.
"""

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from directory.pages import group_names, groups_of, member_pages, user_pages

POOL = "eu-west-1_Example01"


@pytest.fixture
def cognito() -> Any:
    return boto3.client(
        "cognito-idp",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def user(name: str) -> dict[str, Any]:
    when = datetime(2026, 11, 26, tzinfo=UTC)
    return {"Username": name, "UserCreateDate": when, "UserLastModifiedDate": when}


def test_users_are_asked_from_page_to_page_until_there_is_no_token(cognito: Any) -> None:
    with Stubber(cognito) as stub:
        asked = {"UserPoolId": POOL, "Limit": 60}
        stub.add_response("list_users", {"Users": [user("a")], "PaginationToken": "2"}, asked)
        # A page may be empty and not be the last.
        second = {**asked, "PaginationToken": "2"}
        stub.add_response("list_users", {"Users": [], "PaginationToken": "3"}, second)
        third = {**asked, "PaginationToken": "3"}
        stub.add_response("list_users", {"Users": [user("b")]}, third)
        pages = list(user_pages(cognito, POOL))
        stub.assert_no_pending_responses()
    assert [[one["Username"] for one in page.users] for page in pages] == [["a"], [], ["b"]]
    assert [page.after for page in pages] == ["2", "3", None]


def test_reading_goes_on_from_a_token(cognito: Any) -> None:
    with Stubber(cognito) as stub:
        asked = {"UserPoolId": POOL, "Limit": 60, "PaginationToken": "7"}
        stub.add_response("list_users", {"Users": [user("c")]}, asked)
        (page,) = user_pages(cognito, POOL, "7")
    assert page.after is None


def test_a_groups_users_are_asked_the_same_way_under_its_own_tokens_name(cognito: Any) -> None:
    with Stubber(cognito) as stub:
        asked = {"UserPoolId": POOL, "GroupName": "admins", "Limit": 60}
        stub.add_response("list_users_in_group", {"Users": [user("a")], "NextToken": "2"}, asked)
        second = {**asked, "NextToken": "2"}
        stub.add_response("list_users_in_group", {"Users": [user("b")]}, second)
        pages = list(member_pages(cognito, POOL, "admins"))
    assert [page.after for page in pages] == ["2", None]


def test_groups_are_named_in_order(cognito: Any) -> None:
    with Stubber(cognito) as stub:
        groups = {"Groups": [{"GroupName": "members"}, {"GroupName": "admins"}]}
        stub.add_response("list_groups", groups, {"UserPoolId": POOL})
        stub.add_response(
            "admin_list_groups_for_user", groups, {"UserPoolId": POOL, "Username": "a"}
        )
        assert group_names(cognito, POOL) == ["admins", "members"]
        assert groups_of(cognito, POOL, "a") == ["admins", "members"]
