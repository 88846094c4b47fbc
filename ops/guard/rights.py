"""Who may assume the roles that count, and what they may do.

Source: the Cognito developer guide ("SMS message settings": Cognito assumes the role, with the
external ID, to publish).
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ..deployment.stack import NO_STACK, POOL, ROLE, properties
from .check_rights import keeps_rights
from .checks import shown
from .policies import POLICIES, denied, listed, may_publish, roles_of, statements
from .update import Change, Danger, Finding, Update, sentence
from .values import follow, text_of

_COGNITO = "cognito-idp.amazonaws.com"
_NO_TEXTS = (
    "leave the directory without its SMS role, so that no code reaches a user and every later"
    " update of the pool fails"
)
_TAKEN = "take rights from users, guests or whoever else has a role"


def sms_trust_narrowed(update: Update) -> Iterator[Finding]:
    """Cognito may no longer assume the role by which the pool texts.

    External IDs are for `wedge`: they change in three deployments.
    """
    for role in _sms_roles(update):
        before, after = role.values("AssumeRolePolicyDocument")
        admitted = [s for s in statements(before) if _admits_cognito(s)]
        admits = [s for s in statements(after) if _admits_cognito(s)]
        denied = [s for s in statements(after) if s.get("Effect") != "Allow"]
        new = [s for s in denied if s not in statements(before)]
        if admitted and (new or not any(_as_wide(s, old) for s in admits for old in admitted)):
            yield sentence(
                Danger.LOSES,
                f"AssumeRolePolicyDocument of {role.name} admits Cognito no longer, or less",
                _NO_TEXTS,
                "admit all that it admitted, and whatever is new beside it",
            )


def sms_right_taken(update: Update) -> Iterator[Finding]:
    """The role stays, but may not publish any more."""
    for role in _sms_roles(update):
        if may_publish(role.old, role.name) and not may_publish(role.new, role.name):
            yield sentence(
                Danger.LOSES,
                f"{role.name} may not publish to SNS any more",
                _NO_TEXTS,
                "let a policy of its own allow sns:Publish on *, and nothing deny it",
            )


def other_trust_changed(update: Update) -> Iterator[Finding]:
    """Whoever worked by another role may not be able to assume it."""
    texting = {(role.stack, role.name) for role in update.sms_roles()}
    for role in update.kept(ROLE):
        before, after = role.values("AssumeRolePolicyDocument")
        before = follow(before, update.renamed)
        if (role.stack, role.name) not in texting and before != after:
            yield sentence(
                Danger.BREAKS,
                f"AssumeRolePolicyDocument of {role.name} changes to {shown(after)}",
                "keep whoever works by a role from assuming it",
                "change it back",
            )


def grant_taken(update: Update) -> Iterator[Finding]:
    """A policy that is attached to roles, such as guests', allows less, or goes."""
    for policy in update.changes("AWS::IAM::ManagedPolicy"):
        if not properties(policy.before).get("Roles") or policy.new is NO_STACK:
            continue
        before, after = (
            properties(side).get("PolicyDocument") for side in (policy.before, policy.after)
        )
        if loss := None if policy.heir() and not policy.after else policy.loss():
            yield sentence(Danger.BREAKS, loss[0], _TAKEN, loss[1])
        elif moved := keeps_rights(follow(before, update.renamed), after):
            fact = f"PolicyDocument of {policy.name} {moved.how}"
            yield sentence(Danger.BREAKS, fact, _TAKEN, moved.remedy)


def denied_by_a_new_policy(update: Update) -> Iterator[Finding]:
    """A policy that comes with this update takes something from a role that there is."""
    for stack, new in update.new.items():
        old = update.old.get(stack, NO_STACK)
        for name in new.resources.keys() - old.resources.keys():
            policy = new.resources[name]
            added = [{"Ref": role} for role in new.of_type(ROLE) if role not in old.resources]
            roles = [role for role in roles_of(policy) if role not in added]
            takes = list(denied(properties(policy).get("PolicyDocument")))
            if policy["Type"] in POLICIES and roles and takes:
                yield sentence(
                    Danger.BREAKS,
                    f"{name} denies {shown(takes[0])} to {shown(roles[0])}",
                    _TAKEN,
                    "take it out again",
                )


def _sms_roles(update: Update) -> Iterator[Change]:
    """Yield the roles by which pools text, and will."""
    for role in update.sms_roles():
        still = [p for p in update.kept(POOL) if p.new.sms_role(p.after) == role.name]
        if still and not role.loss():
            yield role


def _admits_cognito(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    services = principal.get("Service") if isinstance(principal, Mapping) else None
    actions = [str(action).lower() for action in listed(statement.get("Action"))]
    return (
        statement.get("Effect") == "Allow"
        and _COGNITO in listed(services)
        and any(fnmatchcase("sts:assumerole", action) for action in actions)
    )


def _as_wide(statement: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Tell whether a statement has no condition that the old one had not, and no narrower one."""
    had = {(o, k.lower()): v for o, k, v in _conditions(old)}
    for operator, key, values in _conditions(statement):
        if key.lower() == "sts:externalid" and (operator, key.lower()) in had:
            continue
        if (operator, key.lower()) not in had:
            return False
        if not {text_of(v) for v in had[operator, key.lower()]} <= {text_of(v) for v in values}:
            return False
    return True


def _conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    condition = statement.get("Condition")
    for operator, keys in condition.items() if isinstance(condition, Mapping) else ():
        if not isinstance(keys, Mapping):
            yield operator, "", [keys]
            continue
        for key, values in keys.items():
            yield operator, str(key), listed(values)
