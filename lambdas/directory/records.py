"""One user of a pool as it is kept outside of the pool: JSON, and no secret.

A record has these members, all of which Cognito told:

    username       its name in the pool that it was read from
    attributes     by name, `sub` among them
    status         Cognito's UserStatus, such as CONFIRMED
    enabled        whether it may sign in
    created        when it signed up, and
    modified       when it last changed: ISO 8601 with an offset
    mfa            its second factors that are on, such as SOFTWARE_TOKEN_MFA, or null where that
                   was not asked
    preferred_mfa  the one of them that a sign-in asks for first, or null
    groups         the names of its groups, or null where that was not asked
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, cast


class Record(TypedDict):
    """A user, as the module says."""

    username: str
    attributes: dict[str, str]
    status: str
    enabled: bool
    created: str
    modified: str
    mfa: list[str] | None
    preferred_mfa: str | None
    groups: list[str] | None


class RecordError(ValueError):
    """What was read is no record; the text says of which member, and never its value."""


def record_of(user: Mapping[str, Any], *, groups: Sequence[str] | None = None) -> Record:
    """Make the record of a user.

    Args:
        user: as AdminGetUser, ListUsers or ListUsersInGroup gives it. AdminGetUser alone tells the
            second factors.
        groups: of the user, where they were asked.
    """
    told = "UserAttributes" in user  # that is AdminGetUser's word for it
    return Record(
        username=user["Username"],
        attributes={
            pair["Name"]: pair.get("Value", "")
            for pair in user["UserAttributes" if told else "Attributes"]
        },
        status=user["UserStatus"],
        enabled=user["Enabled"],
        created=_text(user["UserCreateDate"]),
        modified=_text(user["UserLastModifiedDate"]),
        mfa=list(user.get("UserMFASettingList") or ()) if told else None,
        preferred_mfa=user.get("PreferredMfaSetting") or None,
        groups=None if groups is None else list(groups),
    )


def read_record(kept: object) -> Record:
    """Read a record that was kept, as JSON gives it.

    Raises:
        RecordError: it is none.
    """
    if not isinstance(kept, dict) or kept.keys() != Record.__annotations__.keys():
        raise RecordError("its members are not those of a user")
    for member, fits in _FITS.items():
        if not fits(kept[member]):
            raise RecordError(f"{member} is not what it is of a user")
    return cast(Record, kept)


def _text(moment: datetime) -> str:
    return moment.isoformat()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_name(text: str) -> bool:
    """Tell whether an attribute may be called so.

    Letters, marks, symbols, numbers and punctuation may stand in its name (Cognito API reference,
    SchemaAttributeType, Name): whatever a pool has is kept, and so it has to be read again.
    """
    return text.isprintable() and re.fullmatch(r"\S{1,64}", text) is not None


def _are_names(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(map(_is_text, value)))


def _are_attributes(value: object) -> bool:
    return (
        isinstance(value, dict)
        and _is_text(value.get("sub"))
        and all(map(_is_name, value))
        and all(isinstance(text, str) for text in value.values())
    )


_FITS = {
    "username": _is_text,
    "attributes": _are_attributes,
    "status": _is_text,
    "enabled": lambda value: isinstance(value, bool),
    "created": _is_moment,
    "modified": _is_moment,
    "mfa": _are_names,
    "preferred_mfa": lambda value: value is None or _is_text(value),
    "groups": _are_names,
}
