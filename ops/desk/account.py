"""One user as Cognito keeps it, and how it is named where its number must not stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..errors import RefusedError

_SHOWN = 2  # of a number's characters, at each end


@dataclass(frozen=True, kw_only=True)
class Account:
    """A user.

    Attributes:
        username: Cognito's own name of it, which never changes.
        attributes: by name.
        status: Cognito's UserStatus, such as CONFIRMED.
        enabled: whether it may sign in.
        created: when it signed up.
        modified: when it last changed.
        mfa: the second factors that are on, such as SOFTWARE_TOKEN_MFA.
    """

    username: str
    attributes: Mapping[str, str] = field(repr=False)
    status: str
    enabled: bool
    created: datetime
    modified: datetime
    mfa: tuple[str, ...] = ()

    @property
    def sub(self) -> str:
        """What names the user without telling who it is."""
        return self.attributes["sub"]

    @property
    def number(self) -> str | None:
        """The phone number, in E.164."""
        return self.attributes.get("phone_number")

    @property
    def label(self) -> str:
        """The account for a question: its masked number and its sub."""
        return f"{masked(self.number)} ({self.sub})"


@dataclass(frozen=True)
class Whom:
    """The account that is meant, by its sub or by its number.

    Attributes:
        username: what Cognito finds it by.
        sub: where that is the sub.
    """

    username: str = field(repr=False)
    sub: str | None = None


def read_account(user: Mapping[str, Any]) -> Account:
    """Read a user as AdminGetUser, ListUsers or ListUsersInGroup gives it."""
    pairs = user.get("UserAttributes") or user.get("Attributes") or []
    return Account(
        username=user["Username"],
        attributes={pair["Name"]: pair.get("Value", "") for pair in pairs},
        status=user["UserStatus"],
        enabled=user["Enabled"],
        created=user["UserCreateDate"],
        modified=user["UserLastModifiedDate"],
        mfa=tuple(user.get("UserMFASettingList") or ()),
    )


def masked(number: str | None) -> str:
    """Return a number with its first and last two characters alone."""
    if not number:
        return "without a number"
    hidden = len(number) - 2 * _SHOWN
    return f"{number[:_SHOWN]}{'*' * hidden}{number[-_SHOWN:]}" if hidden > 0 else "*" * len(number)


def e164(text: str) -> str:
    """Read a number of the command line.

    Raises:
        RefusedError: it is none; the sentence does not repeat it.
    """
    return _matching(
        r"\+[1-9][0-9]{6,14}",
        text,
        "A phone number is written in E.164: a plus, the country code and the number, without"
        " blanks, such as +14155550100.",
    )


def sub_of(text: str) -> str:
    """Read a sub of the command line.

    Raises:
        RefusedError: it is none; the sentence does not repeat it.
    """
    return _matching(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        text,
        "A sub is a UUID in small letters, as `find` prints it: 36 characters, four of them"
        " hyphens.",
    )


def _matching(pattern: str, text: str, otherwise: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise RefusedError(otherwise)
    return text
