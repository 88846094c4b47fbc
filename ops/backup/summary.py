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
    """Counts of a backup; and which users changed while it was made, by name.

    Attributes:
        users: how many it has.
        restored: how many of them an import restores.
        unverified: of these, whose number is not verified: Cognito texts them no code.
        disabled: of these, who may not sign in.
        totp: of these, who had an authenticator app.
        sms: of these, who had SMS as second factor.
        left: by Cognito's status, who is not restored.
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
    members: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def add(self, record: Record) -> None:
        """Count a user."""
        self.users += 1
        if record["status"] not in RESTORED:
            self.left[record["status"]] += 1
            return
        mfa = record["mfa"] or ()
        self.restored += 1
        self.unverified += record["attributes"].get("phone_number_verified") != "true"
        self.disabled += not record["enabled"]
        self.totp += TOTP in mfa
        self.sms += SMS in mfa
        self.attributes.update(record["attributes"])


def summarize(backup: BackupReader) -> Summary:
    """Read a backup through.

    Raises:
        OpsError: it is not what was sealed.
    """
    summary = Summary()
    for step in backup.steps():
        if step["kind"] == CHANGED:
            summary.changed.update(record["username"] for record in step["records"])
    for record, group in entries(backup, summary.changed):
        if group is None:
            summary.add(record)
        else:
            summary.members[group] += record["status"] in RESTORED
    return summary


def entries(backup: BackupReader, changed: set[str]) -> Iterator[tuple[Record, str | None]]:
    """Yield each user once, as last seen, with None; and each membership once, with its group."""
    for step in backup.steps():
        for record in step["records"]:
            if step["kind"] == CHANGED:
                yield from ((record, group) for group in (None, *(record["groups"] or ())))
            elif record["username"] not in changed:
                yield record, step["group"]
