"""Deleting numbers that nobody ever confirmed. A dry run always comes first.

They are found again by each run, so an interrupted one leaves nothing to remember.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ..desk.account import Account, read_account
from ..desk.desk import Desk
from ..desk.pool import Pool
from .bulk import change_each

UNCONFIRMED = "UNCONFIRMED"


def purge(desk: Desk, days: int, *, dry_run: bool) -> None:
    """Count the accounts that never confirmed in so many days, ask, and delete them one by one.

    An account that is confirmed meanwhile is left alone.
    """
    before = _now() - timedelta(days=days)
    found = list(_never_confirmed(desk.pool, before))
    if not found:
        print(f"No account is unconfirmed for {days} days: nothing to delete.")
        return
    oldest = min(account.created for account in found)
    print(
        f"{len(found)} accounts are unconfirmed for {days} days or more, the oldest since"
        f" {oldest:%Y-%m-%d}."
    )
    if dry_run:
        print("A dry run: nothing was deleted.")
        return
    desk.confirm(f"Delete these {len(found)} accounts of {desk.pool.place}, for good")
    change_each(found, lambda account: _delete(desk, account, before), changed="deleted")


def _never_confirmed(pool: Pool, before: datetime) -> Iterator[Account]:
    """Yield them, without a personal attribute: AWS is asked for the sub alone."""
    pages = pool.cognito.get_paginator("list_users").paginate(
        UserPoolId=pool.id,
        Filter=f'cognito:user_status = "{UNCONFIRMED}"',
        AttributesToGet=["sub"],
    )
    for user in (user for page in pages for user in page["Users"]):
        account = read_account(user)
        if _is_due(account, before):
            yield account


def _is_due(account: Account, before: datetime) -> bool:
    return account.status == UNCONFIRMED and account.created <= before


def _delete(desk: Desk, account: Account, before: datetime) -> bool:
    """Delete one that is still unconfirmed, and tell whether it was."""
    now = desk.pool.look_up(account.username)
    if now is None or not _is_due(now, before):
        return False
    with desk.audit.change("purge", account.sub):
        desk.pool.delete(account.username)
    return True


def _now() -> datetime:
    return datetime.now(UTC)
