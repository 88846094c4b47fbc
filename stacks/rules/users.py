"""What holds for the attributes and the groups of users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage

# The attributes every Cognito pool has (OpenID Connect Core 5.1 plus Cognito's own), and the
# prefixes Cognito puts before a custom one.
RESERVED_ATTRIBUTES = frozenset(
    "sub name given_name family_name middle_name nickname preferred_username profile picture "  # noqa: SIM905 - prose, not one a line
    "website email email_verified gender birthdate zoneinfo locale phone_number "
    "phone_number_verified address updated_at username identities custom dev cognito".split()
)
MAX_STRING = 2048
MAX_CUSTOM_ATTRIBUTES = 50
MAX_PRECEDENCE = 2**31 - 1


@rule("users.custom_attributes")
def _custom_attributes(stage: Stage) -> Iterator[str]:
    attributes = stage.users.custom_attributes
    names = [attribute.name for attribute in attributes]
    yield from _twice("custom attribute", names)
    if len(names) > MAX_CUSTOM_ATTRIBUTES:
        yield (
            f"there are {len(names)} users.custom_attributes: Cognito takes {MAX_CUSTOM_ATTRIBUTES}"
        )
    for attribute in attributes:
        subject = f"custom attribute {attribute.name!r}"
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,19}", attribute.name):
            yield (
                f"{subject}: use a letter, then up to 19 letters, digits and underscores, without "
                "'custom:' (Cognito takes 20 characters)"
            )
        if attribute.name.lower() in RESERVED_ATTRIBUTES:
            yield f"{subject}: the name is reserved by Cognito; choose another"
        yield from _bounds(subject, attribute.type, attribute.min_value, attribute.max_value)


def _bounds(subject: str, kind: str, least: int | None, most: int | None) -> Iterator[str]:
    if kind in ("DateTime", "Boolean") and (least, most) != (None, None):
        yield f"{subject}: a {kind} has no bounds; remove min_value and max_value"
    if (
        kind == "String"
        and not 0 <= (least or 0) <= (MAX_STRING if most is None else most) <= MAX_STRING
    ):
        yield f"{subject}: let min_value and max_value be lengths in order, 0 to {MAX_STRING}"
    if kind == "Number" and least is not None and most is not None and least > most:
        yield f"{subject}: min_value is above max_value; exchange them"


@rule("users.groups")
def _groups(stage: Stage) -> Iterator[str]:
    groups = stage.users.groups
    yield from _twice("group", [group.name for group in groups])
    for group in groups:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,127}", group.name):
            yield f"group {group.name!r}: use a letter, then letters, digits, '-' and '_'"
        if not 0 <= group.precedence <= MAX_PRECEDENCE:
            yield f"group {group.name!r}: precedence is {group.precedence}; use 0 or more"


@rule("users.groups", "users.default_group")
def _default_group(stage: Stage) -> Iterator[str]:
    names = [group.name for group in stage.users.groups]
    if (default := stage.users.default_group) is not None and default not in names:
        yield (
            f"users.default_group is {default!r}: use one of users.groups"
            f" ({', '.join(names) or 'there are none'}), or add it there"
        )


@rule("support")
def _support(stage: Stage) -> Iterator[str]:
    principal = stage.support.principal
    if principal is None:
        return
    if not stage.support.role:
        yield (
            "support.principal is set and support.role is off: turn the role on, or remove the "
            "principal"
        )
    if not re.fullmatch(r"arn:aws:iam::[0-9]{12}:(user|role)/[\w+=,.@/-]+", principal, re.ASCII):
        yield (
            f"support.principal is {principal!r}: write the ARN of one IAM user or role, such as "
            "'arn:aws:iam::123456789012:role/support-desk', without a wildcard"
        )


def _twice(kind: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{kind} {name!r} is there twice: remove one"
