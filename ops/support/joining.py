"""Repairing the default group: who confirmed, and is in no group, joins it.

Cognito invokes the trigger at a confirmation and never again, and nothing remembers whom it missed.
So they are found by what they lack: each run finds those who are left, and an interrupted one
leaves nothing to remember. A dry run always comes first.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ..desk.account import Account, read_account
from ..desk.desk import Desk
from ..desk.pool import Pool
from ..errors import OpsError
from .bulk import EVERY, change_each
from .reading import groups, no_such_group

CONFIRMED = "CONFIRMED"


def join_default_group(desk: Desk, days: int, *, dry_run: bool) -> None:
    """Count who signed up in so many days and is in no group, ask, and add them one by one.

    Whoever is in a group, disabled or not confirmed is left alone, also where that is so only by
    the time of their turn.

    Raises:
        OpsError: the stage has no default group, or nobody can tell which.
        RefusedError: nobody agreed, or the group is gone.
    """
    group = default_group(desk.pool)
    since = _now() - timedelta(days=days)
    found = [account for account in _confirmed(desk.pool, since) if _in_none(desk.pool, account)]
    within = f"the last {days} day{'s' * (days > 1)}"
    if not found:
        print(f"Everybody who signed up in {within} is in a group: nothing to repair.")
        return
    print(f"{len(found)} accounts signed up in {within} and are in no group.")
    if dry_run:
        print("A dry run: nothing was changed.")
        return
    desk.confirm(f"Add these {len(found)} accounts of {desk.pool.place} to the group {group}")
    try:
        change_each(found, lambda account: _add(desk, account, group), changed=f"added to {group}")
    except desk.pool.cognito.exceptions.ResourceNotFoundException as error:
        raise no_such_group(desk.pool) from error


def default_group(pool: Pool) -> str:
    """Ask the deployed trigger which group users join.

    Raises:
        OpsError: there is no trigger, or it knows no group.
    """
    trigger = pool.settings.get("LambdaConfig", {}).get("PostConfirmation")
    if trigger:
        functions = pool.session.client("lambda")
        settings = functions.get_function_configuration(FunctionName=trigger)
        group = settings.get("Environment", {}).get("Variables", {}).get("DEFAULT_GROUP")
        if group:
            return str(group)
    raise OpsError(
        f"stage {pool.outputs.stage} has no default group: set users.default_group in stages.py and"
        " deploy it, or add one user by `support add-to-group`."
    )


def _confirmed(pool: Pool, since: datetime) -> Iterator[Account]:
    """Yield those who could have joined, without a personal attribute, and say how far it is."""
    pages = pool.cognito.get_paginator("list_users").paginate(
        UserPoolId=pool.id,
        Filter=f'cognito:user_status = "{CONFIRMED}"',
        AttributesToGet=["sub"],
    )
    looked = 0
    for user in (user for page in pages for user in page["Users"]):
        account = read_account(user)
        if _should_join(account) and account.created >= since:
            yield account
            looked += 1
            if looked % EVERY == 0:
                print(f"  {looked} looked at", flush=True)


def _should_join(account: Account) -> bool:
    return account.status == CONFIRMED and account.enabled


def _in_none(pool: Pool, account: Account) -> bool:
    """Tell whether an account is in no group; one that is deleted meanwhile needs none."""
    try:
        return not groups(pool, account)
    except pool.cognito.exceptions.UserNotFoundException:
        return False


def _add(desk: Desk, account: Account, group: str) -> bool:
    """Add one who is still in no group, and tell whether it was."""
    now = desk.pool.look_up(account.username)
    if now is None or not _should_join(now) or not _in_none(desk.pool, now):
        return False
    with desk.audit.change("join-default-group", account.sub, group=group):
        desk.pool.cognito.admin_add_user_to_group(
            UserPoolId=desk.pool.id, Username=account.username, GroupName=group
        )
    return True


def _now() -> datetime:
    return datetime.now(UTC)
