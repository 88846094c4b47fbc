"""What a backup holds, read through from its first frame to its last."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from directory.export import CHANGED
from directory.records import Record

from .reading import BackupReader

# They proved their number once. Who never did signs up again, and who came by another identity
# provider has no password to reset.
RESTORED = frozenset({"CONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD"})
TOTP, SMS = "SOFTWARE_TOKEN_MFA", "SMS_MFA"


@dataclass
class Summary:
    """Counts of a backup, and whom an import leaves out.

    Attributes:
        users: how many it has.
        restored: how many of them an import restores.
        unverified: of these, whose number is not verified: Cognito texts them no code.
        disabled: of these, who may not sign in.
        totp: of these, who had an authenticator app.
        sms: of these, who had SMS as second factor.
        left: by Cognito's status, who is not restored.
        deleted: the subs of whom somebody has deleted since; they stay so.
        stays_deleted: how many of them the backup has.
        members: by group, how many.
        attributes: the names of all that the restored ones have.
        changed: the users whose last record stands at the end.
    """

    users: int = 0
    restored: int = 0
    unverified: int = 0
    disabled: int = 0
    totp: int = 0
    sms: int = 0
    left: Counter[str] = field(default_factory=Counter)
    deleted: frozenset[str] = frozenset()
    stays_deleted: int = 0
    members: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def restores(self, record: Record) -> bool:
        """Tell whether an import restores a user."""
        return record["status"] in RESTORED and record["attributes"]["sub"] not in self.deleted

    def add(self, record: Record) -> None:
        """Count a user."""
        self.users += 1
        if not self.restores(record):
            if record["status"] in RESTORED:
                self.stays_deleted += 1
            else:
                self.left[record["status"]] += 1
            return
        mfa = record["mfa"] or ()
        self.restored += 1
        self.unverified += record["attributes"].get("phone_number_verified") != "true"
        self.disabled += not record["enabled"]
        self.totp += TOTP in mfa
        self.sms += SMS in mfa
        self.attributes.update(record["attributes"])


def summarize(backup: BackupReader, deleted: frozenset[str] = frozenset()) -> Summary:
    """Read a backup through.

    Args:
        backup: unlocked.
        deleted: the subs of whom somebody has deleted since.

    Raises:
        OpsError: it is not what was sealed.
    """
    summary = Summary(deleted=deleted)
    for step in backup.steps():
        if step["kind"] == CHANGED:
            summary.changed.update(record["username"] for record in step["records"])
    for record, group in entries(backup, summary.changed):
        if group is None:
            summary.add(record)
        else:
            summary.members[group] += summary.restores(record)
    return summary


def entries(backup: BackupReader, changed: set[str]) -> Iterator[tuple[Record, str | None]]:
    """Yield each user once, as last seen, with None; and each membership once, with its group."""
    for step in backup.steps():
        for record in step["records"]:
            if step["kind"] == CHANGED:
                yield from ((record, group) for group in (None, *(record["groups"] or ())))
            elif record["username"] not in changed:
                yield record, step["group"]
