"""A user pool in memory, of any size, which changes between two questions.

A fake, in place of the embedded cloud: that has no million users, and nobody can change it at a
certain page. What it answers is as the Cognito API reference describes; the live suite exports a
real pool.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

BEGAN = datetime(2026, 11, 26, 12, tzinfo=UTC)
OLD = BEGAN - timedelta(days=30)


class UserNotFoundError(ClientError):
    """Cognito's UserNotFoundException."""

    def __init__(self) -> None:
        super().__init__({"Error": {"Code": "UserNotFoundException"}}, "AdminGetUser")


class FakePool:
    """Answers as a client of cognito-idp.

    Attributes:
        users: by user name.
        groups: the user names of each.
        asked: the operations, in order.
        before: called before each operation with its name: where a test changes the pool.
    """

    exceptions = SimpleNamespace(UserNotFoundException=UserNotFoundError)

    def __init__(self, count: int, *, page: int = 2) -> None:
        self.users = {name: user(name) for name in map(_name, range(count))}
        self.groups: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.before: Callable[[str], None] = lambda _: None
        self._size = page

    def list_users(self, **asked: Any) -> dict[str, Any]:
        """Answer ListUsers."""
        self._ask("list_users")
        return self._page(self.users, "PaginationToken", asked)

    def list_users_in_group(self, **asked: Any) -> dict[str, Any]:
        """Answer ListUsersInGroup."""
        self._ask("list_users_in_group")
        return self._page(self.groups[asked["GroupName"]], "NextToken", asked)

    def admin_get_user(self, **asked: Any) -> dict[str, Any]:
        """Answer AdminGetUser."""
        self._ask("admin_get_user")
        if asked["Username"] not in self.users:
            raise UserNotFoundError
        return dict(self.users[asked["Username"]])

    def get_paginator(self, operation: str) -> SimpleNamespace:
        """Answer ListGroups and AdminListGroupsForUser in one page."""

        def paginate(**asked: str) -> Iterator[dict[str, Any]]:
            self._ask(operation)
            if (who := asked.get("Username")) and who not in self.users:
                raise UserNotFoundError
            names = [name for name, users in self.groups.items() if who is None or who in users]
            yield {"Groups": [{"GroupName": name} for name in names]}

        return SimpleNamespace(paginate=paginate)

    def _page(self, names: Iterable[str], token: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Return a page of what comes after a name: a chain of pages names nobody twice."""
        after = asked.get(token, "")
        left = sorted(name for name in names if name > after)
        page = left[: self._size]
        more = {token: page[-1]} if len(left) > self._size else {}
        return {"Users": [_listed(self.users[name]) for name in page], **more}

    def _ask(self, operation: str) -> None:
        self.before(operation)
        self.asked.append(operation)


def user(name: str, *, when: datetime = OLD, number: str | None = None) -> dict[str, Any]:
    """Return a user as AdminGetUser does."""
    return {
        "Username": name,
        "UserAttributes": [
            {"Name": "sub", "Value": name},
            {"Name": "phone_number", "Value": number or f"+490000{name[-8:]}"},
        ],
        "UserStatus": "CONFIRMED",
        "Enabled": True,
        "UserCreateDate": OLD,
        "UserLastModifiedDate": when,
        "UserMFASettingList": [],
    }


def _name(number: int) -> str:
    return f"{number:08}"


def _listed(found: dict[str, Any]) -> dict[str, Any]:
    """Return a user as ListUsers does: without second factors."""
    left = {name: kept for name, kept in found.items() if name != "UserMFASettingList"}
    left["Attributes"] = left.pop("UserAttributes")
    return left
