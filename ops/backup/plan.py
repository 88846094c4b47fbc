"""Before an import: whether the stage is ready for it, and what nobody can bring back."""

from collections.abc import Iterator
from datetime import timedelta

from directory.pacing import QUOTAS, SHARE, UPDATE

from ..deployment.facts import Facts
from ..desk.pool import Pool
from ..errors import RefusedError
from .header import Header
from .reading import BackupReader
from .restoring import Restorer
from .summary import Summary

SUB_ATTRIBUTE = "custom:previous_sub"
_SUB_LENGTH = 36


def plan(pool: Pool, facts: Facts, backup: BackupReader, summary: Summary) -> Restorer:
    """Say what an import will do and what cannot come back, and return what does it.

    Raises:
        RefusedError: the backup is not the stage's, or the stage is not ready for it.
    """
    _refuse_other_stage(pool, backup.header)
    _refuse_unready(facts, summary)
    keeps_sub = SUB_ATTRIBUTE in facts.custom_attributes
    tell(backup, summary)
    asked = backup.header.second_factors
    for line in _lost(pool, summary, keeps_sub=keeps_sub, second_factors=asked):
        print(f"  {line}")
    return Restorer(
        pool,
        sub_attribute=SUB_ATTRIBUTE if keeps_sub else None,
        sms="SMS" in facts.mfa_methods,
    )


def tell(backup: BackupReader, summary: Summary) -> None:
    """Print what a backup is and holds; nobody's name or number."""
    header = backup.header
    print(
        f"The directory of stage {header.stage}, user pool {header.pool_id}, as it was from"
        f" {header.began} on."
    )
    print(f"  SHA-256 {backup.checksum}")
    print(f"  {summary.users:,} users; {summary.restored:,} can be restored", end="")
    print(f", {summary.disabled:,} of them disabled" if summary.disabled else "")
    for status, count in sorted(summary.left.items()):
        print(f"  {count:,} {status}: not restored, they sign up again")
    if summary.stays_deleted:
        print(f"  {summary.stays_deleted:,} deleted since: they stay so")
    for group, count in sorted((+summary.members).items()):
        print(f"  {count:,} members of {group}")


def _lost(pool: Pool, summary: Summary, *, keeps_sub: bool, second_factors: bool) -> Iterator[str]:
    yield "What Cognito gives nobody, and so does not come back:"
    yield "- passwords. Nobody is texted now: each user chooses a new one"
    if _texts_codes(pool):
        yield '  by "forgot password", with a code by SMS.'
    else:
        yield "  once an operator has set one: the stage texts no code (sign_in.account_recovery)."
    if summary.unverified:
        yield f"  {summary.unverified:,} have no verified number, and Cognito texts them no code."
    if second_factors:
        yield f"- authenticator apps: {summary.totp:,} users set theirs up again."
    else:
        yield "- second factors: the export did not ask; who had any sets them up again."
    if keeps_sub:
        yield f"- sub: each user gets a new one, and keeps the old one in {SUB_ATTRIBUTE}."
    else:
        yield (
            f"- sub: each user gets a new one, and the old one is lost: the pool has no"
            f" {SUB_ATTRIBUTE}."
        )
    yield "- sessions: everybody signs in anew."
    if (takes := _duration(summary)) > timedelta(minutes=1):
        yield f"It takes about {takes}, at {SHARE:.0%} of Cognito's quotas, and can be interrupted."


def _texts_codes(pool: Pool) -> bool:
    """Tell whether users reset a password by a text."""
    ways = pool.settings.get("AccountRecoverySetting", {}).get("RecoveryMechanisms", [])
    return any(way["Name"] == "verified_phone_number" for way in ways)


def _duration(summary: Summary) -> timedelta:
    """Estimate by the requests that change a user, of which the fewest are let through."""
    changes = summary.restored + summary.disabled + summary.sms + summary.members.total()
    return timedelta(seconds=round(changes / (QUOTAS[UPDATE] * SHARE)))


def _refuse_other_stage(pool: Pool, header: Header) -> None:
    here, there = pool.outputs, header
    if (here.project, here.stage) != (there.project, there.stage):
        raise RefusedError(
            f"this is a backup of stage {there.stage} of {there.project}, and {here.stage} of"
            f" {here.project} has other users: name its own stage by --stage."
        )


def _refuse_unready(facts: Facts, summary: Summary) -> None:
    """Refuse a stage that would take each user and lose a part of it.

    Raises:
        RefusedError: it lacks an attribute or a group, or its users could claim another's past.
    """
    custom = {name for name in summary.attributes if name.startswith("custom:")}
    if missing := sorted(custom - facts.custom_attributes.keys()):
        raise RefusedError(
            f"users of the backup have {', '.join(missing)}, and the stage has not: add to"
            " users.custom_attributes in stages.py, and deploy."
        )
    if missing := sorted((+summary.members).keys() - facts.groups.keys()):
        raise RefusedError(
            f"users of the backup are in {', '.join(missing)}, and the stage has no such group: add"
            " to users.groups in stages.py, and deploy."
        )
    kept = facts.custom_attributes.get(SUB_ATTRIBUTE)
    if kept is None:
        return
    if kept.writable or kept.type != "String" or (kept.maximum or _SUB_LENGTH) < _SUB_LENGTH:
        raise RefusedError(
            f"{SUB_ATTRIBUTE} must be a String of {_SUB_LENGTH} characters or more that its owner"
            ' cannot write: give it written_by="operator" in stages.py, and deploy.'
        )
