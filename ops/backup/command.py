"""`python -m ops backup <verb>`: keep a stage's directory in an encrypted file, and restore it.

export --stage S --to FILE     write every user, group and membership to a new file
verify --from FILE             read a file through, and say what it holds
import --stage S --from FILE   restore it into the stage's user pool
fetch --stage S --to FILE      write a night of the scheduled backup to a new file

The passphrase is asked for, or is the first line of the standard input. An interrupted export or
import goes on when it is run again. docs/backup.md tells what comes back.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..deployment.arguments import add_stage, add_verb, command_parser
from ..deployment.asking import ask_new_password, ask_secret
from ..deployment.live_facts import read_facts
from ..desk.audit import Audit, deleted
from ..desk.desk import Desk
from ..desk.pool import Pool, pool_of
from ..errors import RefusedError
from .exporting import export
from .fetching import fetch
from .importing import import_
from .plan import tell
from .reading import opened
from .summary import summarize

_ASKED = "Passphrase"
# At rest for years, and open to as many guesses as somebody pays for.
LEAST_CHARACTERS = 16


def run(arguments: Sequence[str]) -> None:
    """Export, verify or import a directory.

    Raises:
        RefusedError: bad input, or nobody agreed; nothing was changed.
        OpsError: the stage is not deployed, Cognito refuses, or a file is damaged.
    """
    chosen = _parser().parse_args(arguments)
    match chosen.verb:
        case "export":
            with pool_of(chosen.stage) as pool:
                audit = _audit(pool, chosen)
                asked = chosen.second_factors
                export(pool, audit, chosen.to, _new_passphrase, second_factors=asked)
        case "fetch":
            with pool_of(chosen.stage) as pool:
                audit = _audit(pool, chosen)
                where = {"bucket": chosen.bucket, "date": chosen.night}
                fetch(pool, audit, chosen.to, _new_passphrase, **where)
        case "verify":
            with opened(chosen.file) as backup:
                backup.unlock(ask_secret(_ASKED))
                tell(backup, summarize(backup))
        case _:
            with opened(chosen.file) as backup, pool_of(chosen.stage) as pool:
                since = deleted(chosen.without) if chosen.without else frozenset()
                facts = read_facts(pool.outputs)
                backup.unlock(ask_secret(_ASKED))
                import_(Desk(pool, _audit(pool, chosen), yes=chosen.yes), facts, backup, since)


def _new_passphrase() -> str:
    """Ask for the passphrase of an export; at a terminal twice.

    Raises:
        RefusedError: it is short.
    """
    passphrase = ask_new_password(_ASKED)
    if len(passphrase) < LEAST_CHARACTERS:
        raise RefusedError(
            f"a passphrase has {LEAST_CHARACTERS} characters or more: whoever gets the file can"
            " guess for years. Five random words do."
        )
    return passphrase


def _audit(pool: Pool, chosen: argparse.Namespace) -> Audit:
    caller = pool.session.client("sts").get_caller_identity()["Arn"]
    return Audit(caller=caller, stage=chosen.stage, pool_id=pool.id, file=chosen.audit)


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("backup", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    exporting = add_verb(verbs, "export", "the directory of a stage, to a new encrypted file")
    add_stage(exporting)
    exporting.add_argument("--to", type=Path, required=True, metavar="FILE")
    exporting.add_argument(
        "--second-factors",
        action=argparse.BooleanOptionalAction,
        help="ask each user's: each then counts as active this month on the bill",
    )
    _add_from(add_verb(verbs, "verify", "read a file through, and say what it holds"))
    importing = add_verb(verbs, "import", "restore a file into the user pool of a stage")
    add_stage(importing)
    _add_from(importing)
    importing.add_argument(
        "--without",
        type=Path,
        metavar="AUDIT",
        help="an audit file of `support`: whom it has deleted stays so",
    )
    importing.add_argument("--yes", action="store_true", help="do not ask")
    fetching = add_verb(verbs, "fetch", "a night of the scheduled backup, to a new encrypted file")
    add_stage(fetching)
    fetching.add_argument("--to", type=Path, required=True, metavar="FILE")
    fetching.add_argument("--night", metavar="DATE", help="as 2026-11-26; the newest without it")
    fetching.add_argument("--bucket", metavar="NAME", help="of a stack that is gone")
    for audited in (exporting, importing, fetching):
        audited.add_argument(
            "--audit", type=Path, metavar="FILE", help="append the audit line to it"
        )
    return parser


def _add_from(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
