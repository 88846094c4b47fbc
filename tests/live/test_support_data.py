"""`python -m ops support`: what is found, exported, erased and purged."""

import json
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ops.desk.pool import Pool
from ops.people import accounts
from ops.people.person import Person
from ops.support import purging
from tests.live.helped import Helped, Support, assert_done, calls, helped, new_helped, support

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

__all__ = ["calls", "helped", "new_helped", "support"]

NewHelped = Callable[[], Helped]


def test_a_user_is_found_and_shown(support: Support, helped: Helped) -> None:
    assert support("find", "--number", helped.number).out.split()[:2] == [helped.sub, helped.number]
    named = support("find", "--name", helped.person.attributes["name"][:3], "--limit", "1")
    assert "--after" in named.out or helped.sub in named.out
    for whom in (["--number", helped.number], ["--sub", helped.sub]):
        shown = support("show", *whom).out
        assert [text for text in (helped.sub, helped.number) if text not in shown] == []
        assert "CONFIRMED, enabled" in shown


def test_many_users_are_found_page_by_page(
    support: Support,
    new_helped: NewHelped,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
) -> None:
    cognito.create_group(UserPoolId=pool_id, GroupName="paged")
    subs = [new_helped().sub for _ in range(3)]
    for each in subs:
        cognito.admin_add_user_to_group(UserPoolId=pool_id, GroupName="paged", Username=each)
    asked = ["--group", "paged", "--limit", "2"]
    first = support("find", *asked).out
    token = first.splitlines()[-1].rpartition("--after ")[2]
    second = support("find", *asked, "--after", token).out
    found = [line.split()[0] for line in (first + second).splitlines() if "--after" not in line]
    assert sorted(found) == sorted(subs)
    cognito.delete_group(UserPoolId=pool_id, GroupName="paged")
    assert "no such group" in support("find", "--group", "paged").err


def test_an_export_has_all_that_is_kept_in_a_file_of_the_owners_own(
    support: Support, helped: Helped, tmp_path: Path
) -> None:
    file = tmp_path / "export.json"
    asked = ["--sub", helped.sub, "--out", str(file)]
    assert_done(support("export", *asked), "export", helped)
    kept = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    brought = {**helped.person.attributes, "phone_number": helped.number}
    assert kept["attributes"].items() >= brought.items()
    assert (kept["status"], kept["groups"], kept["sign_in_events"]) == ("CONFIRMED", [], [])
    logs = [line for line in kept["elsewhere"] if line.startswith("log ")]
    assert any("API-Gateway-Execution-Logs_" in line for line in logs)
    assert [line for line in logs if not re.search(r": [0-9]+ days?$", line)] == []
    printed = json.loads(support("export", "--sub", helped.sub).out)
    assert printed["attributes"] == kept["attributes"]
    again = support("export", *asked)
    assert (again.code, "not there yet" in again.err) == (2, True)


def test_an_erasure_is_proven_and_can_be_run_again(
    support: Support, helped: Helped, tmp_path: Path
) -> None:
    audit = tmp_path / "audit.jsonl"
    said = support("erase", "--number", helped.number, "--yes", "--audit", str(audit))
    assert_done(said, "erase", helped)
    assert "+" not in said.out.replace("+00:00", "")  # the report names nobody, masked or not
    assert [json.loads(line) for line in audit.read_text().splitlines()] == said.audit
    for by in ("sub", "phone_number"):
        assert f"AdminGetUser by {by}: nothing" in said.out
        assert f"ListUsers by {by}: nothing" in said.out
    assert "days" in said.out.partition("Kept elsewhere:")[2]
    again = support("erase", "--sub", helped.sub, "--yes")
    assert (again.code, again.audit, "no account any more" in again.out) == (0, [], True)


def test_a_deleted_account_is_gone(support: Support, helped: Helped) -> None:
    assert_done(support("delete", "--sub", helped.sub, "--yes"), "delete", helped)
    missing = support("delete", "--sub", helped.sub, "--yes")
    assert (missing.code, "no account with this sub" in missing.err) == (1, True)


@pytest.fixture
def newcomers(
    cognito: "CognitoIdentityProviderClient", client_id: str, new_person: Callable[[], Person]
) -> list[Person]:
    """People who signed up and have not entered the code."""
    people = [new_person() for _ in range(3)]
    for person in people:
        accounts.sign_up(cognito, client_id, person)
    return people


def test_a_purge_counts_first_and_leaves_whoever_confirmed(
    support: Support, newcomers: list[Person], helped: Helped, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing to delete" in support("purge", "--older-than", "30", "--yes").out
    monkeypatch.setattr(purging, "_now", lambda: datetime.now(UTC) + timedelta(days=31))
    dry = support("purge", "--older-than", "30", "--dry-run")
    assert int(dry.out.split()[0]) >= len(newcomers)
    assert support("show", "--number", newcomers[0].phone_number).code == 0
    assert support("purge", "--older-than", "30", "--yes").code == 0
    for person in newcomers:
        assert "no account" in support("show", "--number", person.phone_number).err
    assert support("show", "--sub", helped.sub).code == 0


def test_an_interrupted_purge_goes_on_where_it_was(
    support: Support, newcomers: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "_now", lambda: datetime.now(UTC) + timedelta(days=31))
    count = int(support("purge", "--older-than", "30", "--dry-run").out.split()[0])
    real, made = Pool.delete, list[str]()

    def interrupted(pool: Pool, username: str) -> None:
        if made:
            raise KeyboardInterrupt
        made.append(username)
        real(pool, username)

    monkeypatch.setattr(Pool, "delete", interrupted)
    first = support("purge", "--older-than", "30", "--yes")
    assert (first.code, f"1 of {count} deleted" in first.out) == (130, True)
    assert [line["outcome"] for line in first.audit] == ["done", "interrupted"]
    monkeypatch.setattr(Pool, "delete", real)
    second = support("purge", "--older-than", "30", "--yes")
    assert f"{count - 1} of {count - 1} deleted" in second.out
    assert {line["outcome"] for line in second.audit} == {"done"}
    assert len(newcomers) <= count
