"""Deleting one account; and erasing it, with a proof that can be filed: it names nobody."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from ..desk.account import Account, Whom
from ..desk.desk import Desk
from ..desk.pool import Pool
from ..errors import OpsError
from .elsewhere import kept_elsewhere

# ListUsers is eventually consistent (API reference).
TRIES = 10
PAUSE_SECONDS = 1.0


def delete(desk: Desk, account: Account) -> None:
    """Delete the account: its number may sign up anew."""
    desk.change(account, "delete", "Delete the account, for good", lambda: _gone(desk, account))
    print("Deleted. The number may sign up anew, as somebody else.")


def erase(desk: Desk, whom: Whom) -> None:
    """Sign out and delete an account, and prove that nothing is found of it any more.

    An account that is gone already is proven too: an erasure that was interrupted can be run again.

    Raises:
        OpsError: something is still found.
    """
    account = desk.pool.look_up(whom.username)
    if account:
        desk.change(account, "erase", "Erase the account, for good", lambda: _gone(desk, account))
    sub, number = (account.sub, account.number) if account else (whom.sub, None)
    if account is None and whom.sub is None:
        number = whom.username
    print(f"Erasure of {sub or 'an account'} in stage {desk.pool.outputs.stage}, {desk.pool.id}")
    print(f"  {_now()}  {'deleted' if account else 'there was no account any more'}")
    _prove(desk.pool, sub, number)
    print("Kept elsewhere:")
    for line in kept_elsewhere(desk.pool):
        print(f"  {line}")


def _gone(desk: Desk, account: Account) -> None:
    """End the sessions, then delete."""
    cognito = desk.pool.cognito
    with suppress(cognito.exceptions.UserNotFoundException):
        cognito.admin_user_global_sign_out(UserPoolId=desk.pool.id, Username=account.username)
    desk.pool.delete(account.username)


def _prove(pool: Pool, sub: str | None, number: str | None) -> None:
    for attribute, value in (("sub", sub), ("phone_number", number)):
        if value is not None:
            _nothing(f"AdminGetUser by {attribute}", partial(_unknown, pool, value))
            _nothing(f"ListUsers by {attribute}", partial(_unlisted, pool, attribute, value))


def _unknown(pool: Pool, username: str) -> bool:
    return pool.look_up(username) is None


def _unlisted(pool: Pool, attribute: str, value: str) -> bool:
    found = pool.cognito.list_users(UserPoolId=pool.id, Filter=f'{attribute} = "{value}"')
    return not found["Users"]


def _nothing(looked: str, finds_nothing: Callable[[], bool]) -> None:
    """Look until nothing is found, and print when that was.

    Raises:
        OpsError: something is still found after some seconds.
    """
    for _ in range(TRIES):
        if finds_nothing():
            print(f"  {_now()}  {looked}: nothing", flush=True)
            return
        time.sleep(PAUSE_SECONDS)
    raise OpsError(f"{looked} still finds an account: run this again, and see whose it is.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
