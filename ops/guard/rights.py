"""Who may assume the roles that count, and what they may do.

Sources: the IAM user guide ("Policy evaluation logic"); the Cognito developer guide ("SMS message
settings": Cognito assumes the role, with the external ID, to publish).
"""

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ..deployment.stack import NO_STACK, POOL, ROLE, Resource, Stack, properties
from .checks import shown
from .update import Change, Danger, Finding, Update, follow, sentence

_COGNITO = "cognito-idp.amazonaws.com"
_PUBLISH = "sns:publish"
_NO_TEXTS = (
    "leave the directory without its SMS role, so that no code reaches a user and every later"
    " update of the pool fails"
)
_TAKEN = "take rights from users, guests or whoever else has a role"
_KINDS = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy")


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
        if _may_publish(role.old, role.name) and not _may_publish(role.new, role.name):
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
        had, has = (
            {_text(s) for s in statements(properties(side).get("PolicyDocument"))}
            for side in (policy.before, policy.after)
        )
        before, after = (
            set(_allowed(follow(properties(side).get("PolicyDocument"), update.renamed)))
            for side in (policy.before, policy.after)
        )
        new_denials = [s for s in has - had if '"Effect": "Allow"' not in s]
        if before - after or new_denials:
            yield sentence(
                Danger.BREAKS,
                f"{policy.name} no longer allows {shown([*sorted(before - after), 'all'][0])}",
                _TAKEN,
                "put it back",
            )


def statements(document: Any) -> list[Mapping[str, Any]]:
    """Return the statements of a policy document, none of what is no document."""
    found = document.get("Statement") if isinstance(document, Mapping) else None
    return [s for s in _list(found) if isinstance(s, Mapping)]


def _sms_roles(update: Update) -> Iterator[Change]:
    """Yield the roles by which pools text, and will."""
    for role in update.sms_roles():
        still = [p for p in update.kept(POOL) if p.new.sms_role(p.after) == role.name]
        if still and not role.loss():
            yield role


def _admits_cognito(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    services = principal.get("Service") if isinstance(principal, Mapping) else None
    actions = [str(action).lower() for action in _list(statement.get("Action"))]
    return (
        statement.get("Effect") == "Allow"
        and _COGNITO in _list(services)
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
        if not {_text(v) for v in had[operator, key.lower()]} <= {_text(v) for v in values}:
            return False
    return True


def _conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    condition = statement.get("Condition")
    for operator, keys in condition.items() if isinstance(condition, Mapping) else ():
        if not isinstance(keys, Mapping):
            yield operator, "", [keys]
            continue
        for key, values in keys.items():
            yield operator, str(key), _list(values)


def _may_publish(stack: Stack, role: str) -> bool:
    """Tell whether what the stack itself says lets a role text any number."""
    found = [s for document in _documents(stack, role) for s in statements(document)]
    about = [s for s in found if _names(s, _PUBLISH)]
    bounded = "PermissionsBoundary" in properties(stack.resources[role])
    allowed = [s for s in about if s.get("Effect") == "Allow" and not s.get("Condition")]
    denied = [s for s in about if s.get("Effect") != "Allow"]
    return any("*" in _list(s.get("Resource")) for s in allowed) and not denied and not bounded


def _names(statement: Mapping[str, Any], action: str) -> bool:
    if statement.get("Effect") == "Deny" and "NotAction" in statement:
        return True  # whatever it leaves out, in doubt not this
    return any(fnmatchcase(action, str(a).lower()) for a in _list(statement.get("Action")))


def _documents(stack: Stack, role: str) -> Iterator[Any]:
    """Yield the policies of a role that the stack has, but for those under a condition."""
    values = properties(stack.resources[role])
    yield from (
        policy.get("PolicyDocument")
        for policy in _list(values.get("Policies"))
        if isinstance(policy, Mapping)
    )
    attached = [_ref(arn) for arn in _list(values.get("ManagedPolicyArns"))]
    for name, resource in stack.resources.items():
        applies = name in attached or role in _roles_of(resource)
        if applies and resource["Type"] in _KINDS and "Condition" not in resource:
            yield properties(resource).get("PolicyDocument")


def _roles_of(policy: Resource) -> list[str | None]:
    values = properties(policy)
    return [_ref(role) for role in [*_list(values.get("Roles")), values.get("RoleName")]]


def _allowed(document: Any) -> Iterator[str]:
    for statement in statements(document):
        if statement.get("Effect") == "Allow":
            for action in _list(statement.get("Action")):
                for resource in _list(statement.get("Resource")):
                    under = _text(statement.get("Condition"))
                    yield f"{_text(action)} on {_text(resource)} under {under}"


def _ref(value: Any) -> str | None:
    match value:
        case {"Ref": str(name)}:
            return name
    return None


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
