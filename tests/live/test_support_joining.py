"""`python -m ops support join-default-group`: who missed the default group joins it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ops.support import joining
from tests.live.helped import Helped, Support, helped, new_helped, support
from tests.live.joined import Groups, function, functions, group, groups

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

__all__ = ["function", "functions", "group", "groups", "helped", "new_helped", "support"]


def test_the_command_adds_whoever_missed_the_group_and_nobody_else(
    *,
    support: Support,
    new_helped: Callable[[], Helped],
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    group: str,
    groups: Groups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = datetime.now(UTC)
    missed, elsewhere, disabled = [new_helped() for _ in range(3)]
    monkeypatch.setattr(joining, "_now", lambda: start + timedelta(days=1))
    cognito.create_group(UserPoolId=pool_id, GroupName="elsewhere")
    in_group = {"UserPoolId": pool_id, "GroupName": "elsewhere"}
    cognito.admin_add_user_to_group(**in_group, Username=elsewhere.sub)
    cognito.admin_disable_user(UserPoolId=pool_id, Username=disabled.sub)
    asked = ["join-default-group", "--newer-than", "1"]
    dry = support(*asked, "--dry-run")
    assert (dry.code, dry.out.split()[0], dry.audit) == (0, "1", [])
    assert groups(missed) == []
    said = support(*asked, "--yes")
    assert f"1 of 1 added to {group}." in said.out
    assert [(line["sub"], line["group"], line["outcome"]) for line in said.audit] == [
        (missed.sub, group, "done")
    ]
    assert [groups(one) for one in (missed, elsewhere, disabled)] == [[group], ["elsewhere"], []]
    assert "nothing to repair" in support(*asked, "--yes").out
    cognito.delete_group(**in_group)


def test_an_interrupted_repair_goes_on_where_it_was(
    *,
    support: Support,
    new_helped: Callable[[], Helped],
    group: str,
    groups: Groups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = datetime.now(UTC)
    missed = [new_helped() for _ in range(2)]
    monkeypatch.setattr(joining, "_now", lambda: start + timedelta(days=1))
    real, added = joining._add, list[bool]()

    def interrupted(*arguments: Any) -> bool:
        if added:
            raise KeyboardInterrupt
        added.append(real(*arguments))
        return added[0]

    monkeypatch.setattr(joining, "_add", interrupted)
    first = support("join-default-group", "--newer-than", "1", "--yes")
    assert (first.code, "1 of 2 added" in first.out) == (130, True)
    assert "Run it again" in first.out
    monkeypatch.setattr(joining, "_add", real)
    assert "1 of 1 added" in support("join-default-group", "--newer-than", "1", "--yes").out
    assert [groups(one) for one in missed] == [[group], [group]]
