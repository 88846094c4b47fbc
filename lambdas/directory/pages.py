"""The users of a pool and of its groups, a page at a time, so that a reader can stop and go on.

A page has at most 60 users, and may have fewer without being the last (Cognito API reference,
ListUsers and ListUsersInGroup, Limit). One chain of pages names no user twice; a user who signs up
meanwhile may or may not be on it (the same, ListUsers, Users).
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

LIMIT = 60


class Page(NamedTuple):
    """Some users.

    Attributes:
        users: as Cognito gives them.
        after: the token of the next page; None on the last one.
    """

    users: list[Mapping[str, Any]]
    after: str | None


def user_pages(cognito: Any, pool_id: str, after: str | None = None) -> Iterator[Page]:
    """Yield the pages of all users, from the one that a token names.

    Raises:
        ClientError: Cognito refuses; a token that it does not know is an InvalidParameterException.
    """
    while True:
        token = {"PaginationToken": after} if after else {}
        found = cognito.list_users(UserPoolId=pool_id, Limit=LIMIT, **token)
        after = found.get("PaginationToken")
        yield Page(found["Users"], after)
        if not after:
            return


def member_pages(
    cognito: Any, pool_id: str, group: str, after: str | None = None
) -> Iterator[Page]:
    """Yield the pages of a group's users, from the one that a token names.

    Raises:
        ClientError: as `user_pages`; a group that is not there is a ResourceNotFoundException.
    """
    while True:
        token = {"NextToken": after} if after else {}
        found = cognito.list_users_in_group(
            UserPoolId=pool_id, GroupName=group, Limit=LIMIT, **token
        )
        after = found.get("NextToken")
        yield Page(found["Users"], after)
        if not after:
            return


def group_names(cognito: Any, pool_id: str) -> list[str]:
    """Name the groups of a pool, sorted."""
    pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool_id)
    return sorted(group["GroupName"] for page in pages for group in page["Groups"])


def groups_of(cognito: Any, pool_id: str, username: str) -> list[str]:
    """Name the groups of a user, sorted."""
    pages = cognito.get_paginator("admin_list_groups_for_user").paginate(
        UserPoolId=pool_id, Username=username
    )
    return sorted(group["GroupName"] for page in pages for group in page["Groups"])
