"""Updates that would lose the directory.

`AWS::Cognito::UserPool` has no create-only property: users are lost with the identity of their
pool (its logical id, stack, account, region), or with what protects it. Sources: the CloudFormation
user guide ("DeletionPolicy", "UpdateReplacePolicy", "Protecting a stack from being deleted"); the
Cognito developer guide ("User pool deletion protection").
"""

from collections.abc import Iterator

from ..deployment.stack import KEY, NO_STACK, POOL, Resource
from .checks import shown
from .update import Danger, Finding, Update

# How much of a resource is left when its stack lets go of it; absent means Delete for these types.
# RetainExceptOnCreate lets go of what a failed creation has made, and of nothing that was in use.
_RETENTION = {
    "DeletionPolicy": {"Snapshot": 1, "RetainExceptOnCreate": 2, "Retain": 2},
    "UpdateReplacePolicy": {"Snapshot": 1, "Retain": 2},
}


def stack_renamed(update: Update) -> Iterator[Finding]:
    """The stack of a pool gets another name, or leaves the app."""
    for name, stack in update.old.items():
        if name not in update.new and stack.of_type(POOL):
            heirs = [n for n, s in update.new.items() if n not in update.old and s.of_type(POOL)]
            fact = (
                f"the stack's name changes from {name} to {heirs[0]}"
                if heirs
                else f"the stack {name} is no longer in the app"
            )
            yield _lost(f"leave every user behind in the old stack: {fact}; name it {name} again")


def stack_moved(update: Update) -> Iterator[Finding]:
    """The stack of a pool goes to another account or region, where its users are not."""
    for name, old in update.old.items():
        new = update.new.get(name)
        if new is None or not old.of_type(POOL):
            continue
        for what, before, after in (
            ("account", old.account, new.account),
            ("region", old.region, new.region),
        ):
            if before and before != after:
                yield _lost(
                    f"leave every user behind in {before}: the {what} of {name} changes from"
                    f" {before} to {after or 'that of whoever deploys'}; deploy to {before}"
                )


def pool_lost(update: Update) -> Iterator[Finding]:
    """The stack loses a pool: another logical id or type, gone, or under a condition."""
    for pool in update.changes(POOL):
        if pool.new is not NO_STACK and (loss := pool.loss()):
            fact, remedy = loss
            yield _lost(f"{_users_end(pool.before)}: {fact}; {remedy}")


def retention_weakened(update: Update) -> Iterator[Finding]:
    """A deletion or a replacement would take with it what it left until now."""
    for change in update.all():
        for policy, scale in _RETENTION.items():
            before, after = change.before.get(policy), change.after.get(policy)
            if change.after and _kept(scale, after) < _kept(scale, before):
                yield _lost(
                    f"no longer keep {change.name} when its stack lets go of it: {policy} changes"
                    f" from {shown(before)} to {shown(after or 'the default, Delete')}; set it to"
                    f" {shown(before)} again"
                )


def termination_protection_off(update: Update) -> Iterator[Finding]:
    """`cdk destroy` would no longer be refused."""
    for name, old in update.old.items():
        new = update.new.get(name)
        if new and old.of_type(POOL) and old.termination_protection > new.termination_protection:
            yield _lost(
                f"let `cdk destroy` remove the directory's stack: the termination protection of"
                f" {name} is turned off; leave it on (`protection.retain` in stages.py)"
            )


def sms_role_lost(update: Update) -> Iterator[Finding]:
    """The pool stays, but not the role by which it texts: every later update of it fails.

    A pool that texts through AWS End User Messaging from now on has a role of its own for that.
    """
    for role in update.sms_roles():
        loss = role.loss()
        for name in ("RoleName", "Path"):  # create-only, by the reference of AWS::IAM::Role
            before, after = (value or "a default" for value in role.values(name))
            if not loss and before != after:
                loss = (
                    f"its {name} changes from {shown(before)} to {shown(after)}",
                    "change it back",
                )
        if loss:
            fact, remedy = loss
            yield _lost(
                "leave the directory without its SMS role, so that no code reaches a user and"
                f" every later update of the pool fails: {fact}; {remedy}"
            )


def kept_key_lost(update: Update) -> Iterator[Finding]:
    """The stack loses a key that it was to keep, for what it has encrypted is kept too."""
    for key in update.changes(KEY):
        kept = _kept(_RETENTION["DeletionPolicy"], key.before.get("DeletionPolicy"))
        if kept and key.new is not NO_STACK and (loss := key.loss()):
            fact, remedy = loss
            yield _lost(
                "leave to no stack the key without which nobody can read the backups:"
                f" {fact}; {remedy}"
            )


def _kept(scale: dict[str, int], policy: object) -> int:
    return scale.get(policy, 0) if isinstance(policy, str) else 0


def _users_end(pool: Resource) -> str:
    if _kept(_RETENTION["DeletionPolicy"], pool.get("DeletionPolicy")):
        return "leave every user behind in an orphaned pool"
    return "delete every user with their pool"


def _lost(sentence: str) -> Finding:
    return Finding(Danger.LOSES, f"this deployment would {sentence}")
