"""Finding users, and showing and exporting what is kept of one.

Personal data goes to the standard output here, and to the file of an export: that is what these
verbs are for.
"""

import os
import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..deployment.terminal import plain, plain_json
from ..desk.account import Account, read_account
from ..desk.audit import Audit
from ..desk.pool import Pool
from ..errors import RefusedError
from .elsewhere import kept_elsewhere


def find(pool: Pool, chosen: Namespace) -> None:
    """Print one page of the users that have a number, a name that begins so, or a group."""
    users, after = _page(pool, chosen)
    for account in map(read_account, users):
        print(_line(account))
    if after:
        print(f"There may be more: add --after {shlex.quote(after)}")
    elif not users:
        print("Nobody.")


def show(pool: Pool, account: Account) -> None:
    """Print one user."""
    rows = {
        "sub": account.sub,
        "status": f"{account.status}, {'enabled' if account.enabled else 'disabled'}",
        "created": f"{account.created:%Y-%m-%d %H:%M %Z}",
        "changed": f"{account.modified:%Y-%m-%d %H:%M %Z}",
        "groups": ", ".join(groups(pool, account)) or "none",
        "second factors": ", ".join(account.mfa) or "none",
    }
    shown = rows | {name: text for name, text in account.attributes.items() if name != "sub"}
    for name, text in shown.items():
        print(f"{plain(name):24} {plain(text)}")


def export(pool: Pool, audit: Audit, account: Account, file: Path | None) -> None:
    """Write everything that the pool keeps of one person, as JSON, and where else to look."""
    with audit.change("export", account.sub):
        kept = plain_json(_everything(pool, account))
        if file:
            _write_private(file, f"{kept}\n")
        else:
            print(kept)
    if file:
        print(f"Written to {file}, for its owner's eyes alone (mode 600).", file=sys.stderr)


def groups(pool: Pool, account: Account) -> list[str]:
    """Return the groups of a user."""
    pages = pool.cognito.get_paginator("admin_list_groups_for_user")
    found = pages.paginate(UserPoolId=pool.id, Username=account.username)
    return [group["GroupName"] for page in found for group in page["Groups"]]


def _page(pool: Pool, chosen: Namespace) -> tuple[list[Mapping[str, Any]], str | None]:
    """Ask for one page; ListUsersInGroup and ListUsers name their tokens differently."""
    asked = {"UserPoolId": pool.id, "Limit": chosen.limit}
    if chosen.group is not None:
        after = {"NextToken": chosen.after} if chosen.after else {}
        try:
            found = pool.cognito.list_users_in_group(**asked, **after, GroupName=chosen.group)
        except pool.cognito.exceptions.ResourceNotFoundException as error:
            raise no_such_group(pool) from error
        return found["Users"], found.get("NextToken")
    wanted = (
        f'phone_number = "{chosen.number}"'
        if chosen.number is not None
        else f'name ^= "{_quoted(chosen.name)}"'
    )
    after = {"PaginationToken": chosen.after} if chosen.after else {}
    found = pool.cognito.list_users(**asked, **after, Filter=wanted)
    return found["Users"], found.get("PaginationToken")


def no_such_group(pool: Pool) -> RefusedError:
    """Return the sentence about a group that the stage has not."""
    return RefusedError(
        f"stage {pool.outputs.stage} has no such group: use one of users.groups in stages.py."
    )


def _quoted(text: str) -> str:
    """Return a text for a filter of ListUsers, which escapes by a backslash (API reference)."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _line(account: Account) -> str:
    state = account.status + ("" if account.enabled else ", disabled")
    name = account.attributes.get("name", "")
    return f"{account.sub}  {account.number or '-':16}  {state:20}  {plain(name)}"


def _everything(pool: Pool, account: Account) -> dict[str, Any]:
    return {
        "asked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "stage": pool.outputs.stage,
        "user_pool": pool.id,
        "user_name": account.username,
        "attributes": dict(account.attributes),
        "status": account.status,
        "enabled": account.enabled,
        "created": account.created.isoformat(),
        "changed": account.modified.isoformat(),
        "groups": groups(pool, account),
        "second_factors": list(account.mfa),
        "sign_in_events": _sign_in_events(pool, account),
        "kept_but_never_shown": "a verifier of the password, and the secret of an authenticator"
        " app: Cognito gives them to nobody",
        "elsewhere": kept_elsewhere(pool),
    }


def _sign_in_events(pool: Pool, account: Account) -> list[Any]:
    """Return the sign-ins that threat protection has recorded; without it there are none."""
    pages = pool.cognito.get_paginator("admin_list_user_auth_events")
    found = pages.paginate(UserPoolId=pool.id, Username=account.username)
    try:
        return [event for page in found for event in page["AuthEvents"]]
    except pool.cognito.exceptions.UserPoolAddOnNotEnabledException:
        return []


def _write_private(path: Path, text: str) -> None:
    """Make a file that its owner alone may read, whole or not at all.

    Raises:
        RefusedError: there is one already, or it cannot be made.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be made ({error.strerror}): name a file that is not there yet."
        ) from error
    try:
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
