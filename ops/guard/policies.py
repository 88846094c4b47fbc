"""What the policies of a stack say: documents, statements, and what they let a role do.

Source: the IAM user guide ("Policy evaluation logic").
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ..deployment.stack import Resource, Stack, properties
from .values import text_of

_PUBLISH = "sns:publish"
POLICIES = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy")


def statements(document: Any) -> list[Mapping[str, Any]]:
    """Return the statements of a policy document, none of what is no document."""
    found = document.get("Statement") if isinstance(document, Mapping) else None
    return [s for s in listed(found) if isinstance(s, Mapping)]


def may_publish(stack: Stack, role: str) -> bool:
    """Tell whether what the stack itself says lets a role text any number."""
    found = [s for document in _documents(stack, role) for s in statements(document)]
    about = [s for s in found if _names(s, _PUBLISH)]
    bounded = "PermissionsBoundary" in properties(stack.resources[role])
    allowed = [s for s in about if s.get("Effect") == "Allow" and not s.get("Condition")]
    denied = [s for s in about if s.get("Effect") != "Allow"]
    return any("*" in listed(s.get("Resource")) for s in allowed) and not denied and not bounded


def _names(statement: Mapping[str, Any], action: str) -> bool:
    if statement.get("Effect") == "Deny" and "NotAction" in statement:
        return True  # whatever it leaves out, in doubt not this
    return any(fnmatchcase(action, str(a).lower()) for a in listed(statement.get("Action")))


def _documents(stack: Stack, role: str) -> Iterator[Any]:
    """Yield the policies of a role that the stack has, but for those under a condition."""
    values = properties(stack.resources[role])
    yield from (
        policy.get("PolicyDocument")
        for policy in listed(values.get("Policies"))
        if isinstance(policy, Mapping)
    )
    attached = [_ref(arn) for arn in listed(values.get("ManagedPolicyArns"))]
    for name, resource in stack.resources.items():
        applies = name in attached or {"Ref": role} in roles_of(resource)
        if applies and resource["Type"] in POLICIES and "Condition" not in resource:
            yield properties(resource).get("PolicyDocument")


def roles_of(policy: Resource) -> list[Any]:
    """Return the roles that a policy is attached to, as it names them."""
    values = properties(policy)
    return [*listed(values.get("Roles")), *listed(values.get("RoleName"))]


def allowed(document: Any) -> Iterator[str]:
    """Yield each action with a resource that a policy allows, to whom and under which condition."""
    for statement in statements(document):
        if statement.get("Effect") == "Allow":
            terms = "".join(
                f" {word} {text_of(statement[name])}"
                for word, name in (("to", "Principal"), ("under", "Condition"))
                if name in statement
            )
            for action in listed(statement.get("Action")):
                for resource in listed(statement.get("Resource")):
                    yield f"{text_of(action)} on {text_of(resource)}{terms}"


def denied(document: Any) -> Iterator[str]:
    """Yield each statement that allows nothing."""
    for statement in statements(document):
        if statement.get("Effect") != "Allow":
            yield text_of({k: v for k, v in statement.items() if k not in ("Effect", "Sid")})


def _ref(value: Any) -> str | None:
    match value:
        case {"Ref": str(name)}:
            return name
    return None


def listed(value: Any) -> list[Any]:
    """Return the items of a list; IAM takes a single one without a list too."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
