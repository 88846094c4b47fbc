"""What is kept of a user, and that nothing else is read as one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from directory.records import RecordError, read_record, record_of

WHEN = datetime(2026, 11, 26, 12, tzinfo=UTC)
PAIRS = [{"Name": "sub", "Value": "a-sub"}, {"Name": "name", "Value": "Élodie"}]
ADDED_BY_HAND = [{"Name": "custom:cost-centre.№", "Value": "7"}]  # stages.py takes no such name
COMMON = {
    "Username": "a-sub",
    "UserStatus": "CONFIRMED",
    "Enabled": True,
    "UserCreateDate": WHEN,
    "UserLastModifiedDate": WHEN,
}
LISTED = {**COMMON, "Attributes": PAIRS}
ASKED = {
    **COMMON,
    "UserAttributes": PAIRS,
    "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"],
    "PreferredMfaSetting": "SOFTWARE_TOKEN_MFA",
}


def test_a_listed_user_has_no_second_factors_that_were_not_asked() -> None:
    assert record_of(LISTED) == {
        "username": "a-sub",
        "attributes": {"sub": "a-sub", "name": "Élodie"},
        "status": "CONFIRMED",
        "enabled": True,
        "created": "2026-11-26T12:00:00+00:00",
        "modified": "2026-11-26T12:00:00+00:00",
        "mfa": None,
        "preferred_mfa": None,
        "groups": None,
    }


def test_a_user_who_was_asked_for_has_second_factors_and_groups() -> None:
    record = record_of(ASKED, groups=["admins"])
    assert record["mfa"] == ["SOFTWARE_TOKEN_MFA"]
    assert record["preferred_mfa"] == "SOFTWARE_TOKEN_MFA"
    assert record["groups"] == ["admins"]
    assert record_of({**ASKED, "UserMFASettingList": [], "PreferredMfaSetting": ""})["mfa"] == []


@pytest.mark.parametrize("user", [LISTED, ASKED, {**LISTED, "Attributes": PAIRS + ADDED_BY_HAND}])
def test_a_record_survives_being_kept(user: dict[str, Any]) -> None:
    record = record_of(user)
    assert read_record(json.loads(json.dumps(record))) == record


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("username", ""),
        ("username", 1),
        ("attributes", []),
        ("attributes", {"name": "without a sub"}),
        ("attributes", {"sub": "a-sub", "a b": "c"}),
        ("attributes", {"sub": "a-sub", "a\x1b": "c"}),
        ("attributes", {"sub": "a-sub", "": "c"}),
        ("attributes", {"sub": "a-sub", "name": None}),
        ("status", None),
        ("enabled", "true"),
        ("created", "yesterday"),
        ("modified", "2026-11-26T12:00:00"),  # without an offset
        ("mfa", ["", "SMS_MFA"]),
        ("preferred_mfa", 1),
        ("groups", "admins"),
    ],
)
def test_what_is_no_user_is_refused_without_repeating_it(member: str, value: object) -> None:
    with pytest.raises(RecordError, match=member):
        read_record({**record_of(LISTED), member: value})


@pytest.mark.parametrize("kept", [None, [], "user", {}, {**record_of(LISTED), "password": "x"}])
def test_what_has_other_members_is_refused(kept: object) -> None:
    with pytest.raises(RecordError, match="members"):
        read_record(kept)
