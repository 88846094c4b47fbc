"""A night goes on where it stopped, until it is whole, and loses nobody on the way."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from directory.export import Step
from directory_backup import night
from directory_backup.keeping import Folder, OvertakenError, Progress
from directory_backup.night import go_on, night_of
from directory_backup.settings import Settings
from tests.unit.directory_backup.conftest import BUCKET, FOLDER

Add = Callable[..., list[str]]
Kept = Callable[[], list[Step]]
LIST_USERS = "provide-client-params.cognito-identity-provider.ListUsers"
FORGOTTEN: Any = {"Error": {"Code": "InvalidParameterException", "Message": "no such token"}}


def always() -> bool:
    return True


def never() -> bool:
    return False


def usernames(steps: list[Step], kind: str, group: str | None = None) -> set[str]:
    return {
        record["username"]
        for step in steps
        if (step["kind"], step["group"]) == (kind, group)
        for record in step["records"]
    }


@pytest.mark.parametrize(
    ("now", "hour", "begun"),
    [
        ("2026-11-26T01:00:00+00:00", 1, date(2026, 11, 26)),
        ("2026-11-26T00:59:59+00:00", 1, date(2026, 11, 25)),
        ("2026-11-26T23:00:00+00:00", 23, date(2026, 11, 26)),
        ("2026-11-26T22:59:00+00:00", 23, date(2026, 11, 25)),
        ("2026-11-26T01:30:00+02:00", 0, date(2026, 11, 25)),
    ],
)
def test_a_night_is_the_one_that_has_begun_last_in_utc(now: str, hour: int, begun: date) -> None:
    assert night_of(datetime.fromisoformat(now), hour) == begun


def test_a_night_has_every_user_and_every_group(
    cognito: Any, settings: Settings, folder: Folder, add_users: Add, kept: Kept
) -> None:
    members = {*add_users(7, "members")}
    admins = {*add_users(2, "admins", "members", prefix="admin")}
    assert folder.finished() is None
    assert go_on(cognito, settings, folder, has_time=always)
    assert folder.finished()
    steps = kept()
    assert usernames(steps, "users") == members | admins
    assert usernames(steps, "members", "admins") == admins
    assert usernames(steps, "members", "members") == members | admins


def test_an_empty_pool_has_a_whole_night(
    cognito: Any, settings: Settings, folder: Folder, kept: Kept
) -> None:
    assert go_on(cognito, settings, folder, has_time=always)
    assert not [record for step in kept() for record in step["records"]]


def test_a_run_without_time_stops_and_the_next_ones_go_on(
    cognito: Any, settings: Settings, s3: Any, add_users: Add, kept: Kept
) -> None:
    """Each has time for one page alone, and asks for none that is kept."""
    names = {*add_users(7, "members")}
    asked: list[str | None] = []
    cognito.meta.events.register(
        LIST_USERS, lambda params, **_: asked.append(params.get("PaginationToken"))
    )
    runs = 1
    while not go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=never):
        runs += 1
        assert runs < 20
    assert runs > len(asked) == 6
    assert len({*asked[:3]}) == 3
    assert usernames(kept(), "users") == usernames(kept(), "members", "members") == names


def test_who_signs_up_or_changes_meanwhile_is_not_lost(
    cognito: Any, settings: Settings, s3: Any, add_users: Add, kept: Kept
) -> None:
    add_users(4)
    assert not go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=never)
    cognito.admin_create_user(UserPoolId=settings.pool_id, Username="a-newcomer")
    cognito.admin_disable_user(UserPoolId=settings.pool_id, Username="user-0000")
    assert go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=always)
    changed = [r for step in kept() if step["kind"] == "changed" for r in step["records"]]
    assert "a-newcomer" in {record["username"] for record in changed}
    assert [r["enabled"] for r in changed if r["username"] == "user-0000"] == [False]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night, "PART_RECORDS", 3)


@pytest.mark.usefixtures("small_parts")
def test_parts_have_a_size(
    cognito: Any, settings: Settings, folder: Folder, add_users: Add, kept: Kept
) -> None:
    names = {*add_users(10)}
    assert go_on(cognito, settings, folder, has_time=always)
    progress = folder.progress()
    assert progress
    assert len(progress.parts) > 3
    assert max(part.records for part in progress.parts) < 6
    assert usernames(kept(), "users") == names


def test_a_token_that_cognito_forgot_costs_what_was_read_and_not_the_night(
    cognito: Any, settings: Settings, s3: Any, add_users: Add, kept: Kept
) -> None:
    names = {*add_users(4)}
    left = Step(kind="users", group=None, records=[], after="forgotten")
    Folder(s3, BUCKET, FOLDER).save(Progress(datetime(2026, 11, 1, tzinfo=UTC), left))

    def refuse(params: Any, **_: Any) -> None:
        if params.get("PaginationToken") == "forgotten":
            raise ClientError(FORGOTTEN, "ListUsers")

    cognito.meta.events.register(LIST_USERS, refuse)
    with pytest.raises(ClientError, match="no such token"):
        go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=always)
    again = Folder(s3, BUCKET, FOLDER)
    begun = again.progress()
    assert begun
    assert (begun.last, begun.began.month > 1) == (None, True)
    assert begun.began > datetime(2026, 11, 2, tzinfo=UTC)
    assert go_on(cognito, settings, again, has_time=always)
    assert usernames(kept(), "users") == names


def test_another_refusal_leaves_the_night_where_it_is(
    cognito: Any, settings: Settings, s3: Any, add_users: Add
) -> None:
    add_users(4)
    assert not go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=never)
    before = Folder(s3, BUCKET, FOLDER).progress()
    gone = settings._replace(pool_id="us-east-1_gone")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        go_on(cognito, gone, Folder(s3, BUCKET, FOLDER), has_time=always)
    assert Folder(s3, BUCKET, FOLDER).progress() == before


def test_of_two_runs_at_once_one_stops(
    cognito: Any, settings: Settings, s3: Any, add_users: Add, kept: Kept
) -> None:
    names = {*add_users(7)}
    finished: list[bool] = []

    def while_the_other_runs() -> bool:
        if not finished:
            finished.append(go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=always))
        return True

    with pytest.raises(OvertakenError):
        go_on(cognito, settings, Folder(s3, BUCKET, FOLDER), has_time=while_the_other_runs)
    assert finished == [True]
    assert usernames(kept(), "users") == names


def test_of_two_that_begin_at_once_one_stops(s3: Any) -> None:
    one, other = Folder(s3, BUCKET, FOLDER), Folder(s3, BUCKET, FOLDER)
    assert (one.progress(), other.progress()) == (None, None)
    one.save(Progress(datetime.now(UTC)))
    with pytest.raises(OvertakenError):
        other.save(Progress(datetime.now(UTC)))
