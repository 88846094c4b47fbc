"""Import: every user and every membership of a backup, and a line for each that stays behind."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from directory.export import THREADS
from directory.records import Record

from ..deployment.facts import Facts
from ..deployment.terminal import plain
from ..desk.desk import Desk
from ..errors import OpsError
from .plan import plan
from .progress import Progress
from .reading import BackupReader
from .restoring import Outcome, Restorer
from .summary import Summary, entries, summarize

_AT_ONCE = 64
_Entry = tuple[Record, str | None]


def import_(desk: Desk, facts: Facts, backup: BackupReader, deleted: frozenset[str]) -> None:
    """Restore a backup, once somebody has read what cannot come back, and agreed.

    Args:
        desk: of the stage.
        facts: of the stage.
        backup: unlocked.
        deleted: the subs of whom somebody has deleted since: they stay so.

    Raises:
        RefusedError: it is not this stage's, the stage is not ready for it, or nobody agreed;
            nothing was changed.
        OpsError: it is damaged; or somebody stayed behind, as was told of each.
    """
    summary = summarize(backup, deleted)
    restorer = plan(desk.pool, facts, backup, summary)
    desk.confirm(f"Restore {summary.restored:,} users into {desk.pool.place}")
    with desk.audit.change("backup-import", None, backup=backup.checksum):
        users = _users(restorer, backup, summary)
        memberships = _memberships(restorer, backup, summary)
    _refuse_to_be_content(users, memberships)


def _users(restorer: Restorer, backup: BackupReader, summary: Summary) -> Counter[Outcome]:
    wanted = (
        entry
        for entry in entries(backup, summary.changed)
        if entry[1] is None and summary.restores(entry[0])
    )
    return _each("users", summary.restored, wanted, lambda entry: restorer.user(entry[0]))


def _memberships(restorer: Restorer, backup: BackupReader, summary: Summary) -> Counter[Outcome]:
    wanted = (
        entry
        for entry in entries(backup, summary.changed)
        if entry[1] is not None and summary.restores(entry[0])
    )
    count = summary.members.total()
    return _each("memberships", count, wanted, lambda e: restorer.membership(e[0], str(e[1])))


def _each(
    what: str, count: int, entries: Iterator[_Entry], do: Callable[[_Entry], Outcome]
) -> Counter[Outcome]:
    """Do it for each, some at once, and say how far it is and who stays behind."""
    outcomes: Counter[Outcome] = Counter()
    progress = Progress()
    progress.begin(what, f" of {count:,}")
    with ThreadPoolExecutor(THREADS) as threads:
        while some := list(islice(entries, _AT_ONCE)):
            for (record, group), outcome in zip(some, threads.map(do, some), strict=True):
                outcomes[outcome] += 1
                if outcome not in (Outcome.RESTORED, Outcome.THERE):
                    _tell(record, group, outcome)
            progress.add(len(some))
    progress.end()
    return outcomes


def _tell(record: Record, group: str | None, outcome: Outcome) -> None:
    """Name who stays behind by the old sub: it tells nobody who that is."""
    where = f" in {plain(group)}" if group else ""
    print(f"  not restored: {plain(record['attributes']['sub'])}{where}: {outcome.value}")


def _refuse_to_be_content(users: Counter[Outcome], memberships: Counter[Outcome]) -> None:
    """Say how it ended.

    Raises:
        OpsError: somebody stayed behind.
    """
    print(
        f"{users[Outcome.RESTORED]:,} users restored, {users[Outcome.THERE]:,} were there already;"
        f" {memberships[Outcome.RESTORED]:,} memberships hold."
    )
    left = [
        counts.total() - counts[Outcome.RESTORED] - counts[Outcome.THERE]
        for counts in (users, memberships)
    ]
    if any(left):
        raise OpsError(
            f"{left[0]:,} users and {left[1]:,} memberships were not restored, and nobody else was"
            " changed: the lines above say which and why; see to each by `support`, or run this"
            " again."
        )
