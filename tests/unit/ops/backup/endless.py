"""A pool of any number of users, made up page by page as it is asked for, and its backup.

A fake: no cloud here has so many users, and what a fake keeps must not be counted.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3

from ops.backup.exporting import export
from ops.backup.reading import opened
from ops.backup.summary import entries, summarize
from ops.desk.audit import Audit
from ops.desk.pool import Pool
from tests.unit.ops.backup.files import PASSPHRASE
from tests.unit.ops.samples import DEV

OLD = datetime.now(UTC) - timedelta(days=30)


class Endless:
    """A pool of so many users, one in ten of whom is in a group; it keeps none of them."""

    exceptions = SimpleNamespace(UserNotFoundException=KeyError)

    def __init__(self, count: int) -> None:
        self._count = count

    def list_users(self, Limit: int, PaginationToken: str = "0", **_: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        """Answer ListUsers."""
        return self._page(1, Limit, int(PaginationToken), "PaginationToken")

    def list_users_in_group(self, Limit: int, NextToken: str = "0", **_: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        """Answer ListUsersInGroup."""
        return self._page(10, Limit, int(NextToken), "NextToken")

    def get_paginator(self, _: str) -> SimpleNamespace:
        """Answer ListGroups."""
        page = {"Groups": [{"GroupName": "members"}]}
        return SimpleNamespace(paginate=lambda **_: iter([page]))

    def _page(self, step: int, limit: int, start: int, token: str) -> dict[str, Any]:
        end = start + limit * step
        users = [_user(number) for number in range(start, min(end, self._count), step)]
        return {"Users": users, **({token: str(end)} if end < self._count else {})}


def _user(number: int) -> dict[str, Any]:
    sub = f"{number:08x}-0000-4000-8000-000000000000"
    attributes = {
        "sub": sub,
        "name": f"User {number}",
        "phone_number": f"+490000{number:08}",
        "phone_number_verified": "true",
        "custom:company": "Example Company Limited",
    }
    return {
        "Username": sub,
        "Attributes": [{"Name": name, "Value": value} for name, value in attributes.items()],
        "UserStatus": "CONFIRMED",
        "Enabled": True,
        "UserCreateDate": OLD,
        "UserLastModifiedDate": OLD,
    }


def back_up(count: int, file: Path) -> int:
    """Export so many users, sum them up, and read them as an import does; gives their number."""
    pool = Pool(DEV, boto3.Session(region_name=DEV.region), Endless(count))
    pool.__dict__["settings"] = {"EstimatedNumberOfUsers": count}
    audit = Audit(caller="arn", stage=DEV.stage, pool_id=pool.id)
    export(pool, audit, file, lambda: PASSPHRASE)
    with opened(file) as backup:
        backup.unlock(PASSPHRASE)
        summary = summarize(backup)
        assert sum(1 for _ in entries(backup, summary.changed)) == count + summary.members.total()
        return summary.users
