"""`python -m ops support <verb> --stage S`: help a stage's users, by Cognito's Admin API.

find, show, export                           look
disable, enable, sign-out, reset-password,   change one account
reset-mfa, move, add-to-group,
remove-from-group
join-default-group                           repair who missed it
delete, erase, purge                         delete

Each change asks first (--yes does not) and writes one line without personal data to the standard
error, and to the end of a file by --audit FILE. docs/support.md tells what a user notices.
"""

import argparse
import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from ..deployment.arguments import add_stage, add_verb, command_parser
from ..desk.account import Whom, e164, sub_of
from ..desk.audit import Audit
from ..desk.desk import Desk
from ..desk.pool import Pool, pool_of
from ..errors import RefusedError
from . import changing
from .erasing import delete, erase
from .joining import join_default_group
from .purging import purge
from .reading import export, find, show

CHANGES: dict[str, changing.Change] = {
    "disable": changing.disable,
    "enable": changing.enable,
    "sign-out": changing.sign_out,
    "reset-password": changing.reset_password,
    "reset-mfa": changing.reset_mfa,
    "move": changing.move,
    "add-to-group": changing.add_to_group,
    "remove-from-group": changing.remove_from_group,
}
MOST_DAYS = 9999  # before Cognito was
PAGE = 60  # users; ListUsers gives no more at once


def run(arguments: Sequence[str]) -> None:
    """Do what a verb says, for one user or, to find and purge, for many.

    Raises:
        RefusedError: bad input, or nobody agreed; nothing was changed.
        OpsError: the stage or the account is not there, or Cognito refuses.
    """
    chosen = _parser().parse_args(arguments)
    with pool_of(chosen.stage) as pool:
        if chosen.verb == "find":
            find(pool, chosen)
        elif chosen.verb == "show":
            show(pool, pool.find(chosen.whom))
        else:
            _write_down(pool, chosen)


def _write_down(pool: Pool, chosen: Namespace) -> None:
    """Do a verb that leaves a line in the audit."""
    caller = pool.session.client("sts").get_caller_identity()["Arn"]
    audit = Audit(caller=caller, stage=chosen.stage, pool_id=pool.id, file=chosen.audit)
    desk = Desk(pool, audit, yes=chosen.yes)
    match chosen.verb:
        case "export":
            export(pool, audit, pool.find(chosen.whom), chosen.out)
        case "delete":
            delete(desk, pool.find(chosen.whom))
        case "erase":
            erase(desk, chosen.whom)
        case "purge":
            purge(desk, chosen.older_than, dry_run=chosen.dry_run)
        case "join-default-group":
            join_default_group(desk, chosen.newer_than, dry_run=chosen.dry_run)
        case verb:
            CHANGES[verb](desk, pool.find(chosen.whom), chosen)


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("support", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    _add_find(_verb(verbs, "find", "users by number, name or group, a page at a time"))
    _add_whom(_verb(verbs, "show", "one user"))
    exporting = _audited(verbs, "export", "all that the pool keeps of one person, as JSON")
    _add_whom(exporting)
    exporting.add_argument("--out", type=Path, help="a new file, of mode 600")
    for name, change in CHANGES.items():
        changed = _audited(verbs, name, (change.__doc__ or "").partition("\n")[0])
        _add_whom(changed)
        if name.endswith("group"):
            changed.add_argument("--group", required=True)
        if name == "move":
            changed.add_argument("--to", type=e164, required=True, metavar="NUMBER")
            changed.add_argument("--verified-out-of-band", action="store_true")
    _add_whom(_audited(verbs, "delete", "one account"))
    _add_whom(_audited(verbs, "erase", "one account, with a proof to file"))
    purging = _audited(verbs, "purge", "numbers that nobody ever confirmed")
    purging.add_argument("--older-than", type=_days, required=True, metavar="DAYS")
    purging.add_argument("--dry-run", action="store_true", help="count them, and delete nothing")
    joining = _audited(verbs, "join-default-group", "users who confirmed, and are in no group")
    joining.add_argument("--newer-than", type=_days, required=True, metavar="DAYS")
    joining.add_argument("--dry-run", action="store_true", help="count them, and add nobody")
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    verb = add_verb(verbs, name, does)
    add_stage(verb)
    return verb


def _audited(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    parser = _verb(verbs, name, does)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--audit", type=Path, metavar="FILE", help="append the audit line to it")
    return parser


def _add_whom(parser: argparse.ArgumentParser) -> None:
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--sub", dest="whom", type=lambda text: Whom(sub_of(text), sub=text))
    one.add_argument("--number", dest="whom", type=lambda text: Whom(e164(text)))


def _add_find(parser: argparse.ArgumentParser) -> None:
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--number", type=e164)
    one.add_argument("--name", help="how it begins")
    one.add_argument("--group")
    parser.add_argument("--limit", type=int, choices=range(1, PAGE + 1), default=PAGE, metavar="N")
    parser.add_argument("--after", metavar="TOKEN", help="the next page, as the last one named it")


def _days(text: str) -> int:
    if not (re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= MOST_DAYS):
        raise RefusedError(
            f"DAYS is a number of days, 1 or more, for so long a code lives, and {MOST_DAYS} at the"
            " most."
        )
    return int(text)
