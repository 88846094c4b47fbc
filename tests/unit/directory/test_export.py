"""An export loses nobody, whatever happens meanwhile, and goes on after any of its steps."""

import json
from datetime import timedelta
from itertools import count

import pytest

from directory.export import MARGIN, Export, Step, read_step
from directory.records import Record, RecordError
from tests.unit.directory.pool import BEGAN, FakePool, user

MEANWHILE = BEGAN + timedelta(minutes=1)


def export(pool: FakePool, *, second_factors: bool = True) -> Export:
    return Export(pool, "pool", began=BEGAN, second_factors=second_factors)


@pytest.fixture
def pool() -> FakePool:
    """Five users, three pages; two groups, one of them empty."""
    pool = FakePool(5)
    pool.groups = {"nobody": [], "admins": ["00000001", "00000003", "00000004"]}
    return pool


def last_seen(steps: list[Step]) -> dict[str, Record]:
    """Return each user as whoever reads the steps takes it."""
    changed = [r for step in steps if step["kind"] == "changed" for r in step["records"]]
    listed = [r for step in steps if step["kind"] == "users" for r in step["records"]]
    return {record["username"]: record for record in (*listed, *changed)}


def test_it_has_every_user_and_every_membership(pool: FakePool) -> None:
    steps = list(export(pool).steps())
    assert sorted(last_seen(steps)) == sorted(pool.users)
    members = [
        record["username"]
        for step in steps
        if step["group"] == "admins"
        for record in step["records"]
    ]
    assert members == pool.groups["admins"]
    assert [step["kind"] for step in steps] == ["users"] * 3 + ["members"] * 3 + ["changed"] * 3


def test_second_factors_are_asked_of_each_user_where_there_are_any(pool: FakePool) -> None:
    pool.users["00000002"]["UserMFASettingList"] = ["SOFTWARE_TOKEN_MFA"]
    records = last_seen(list(export(pool).steps()))
    assert records["00000002"]["mfa"] == ["SOFTWARE_TOKEN_MFA"]
    assert records["00000001"]["mfa"] == []
    pool.asked.clear()
    records = last_seen(list(export(pool, second_factors=False).steps()))
    assert "admin_get_user" not in pool.asked
    assert records["00000002"]["mfa"] is None


def test_it_goes_on_after_any_step_as_if_it_had_not_stopped(pool: FakePool) -> None:
    whole = list(export(pool).steps())
    for done in range(1, len(whole) + 1):
        kept = json.loads(json.dumps(whole[done - 1]))
        assert list(export(pool).steps(read_step(kept))) == whole[done:]


@pytest.mark.parametrize("question", range(8))
def test_nobody_who_signs_up_meanwhile_is_lost(pool: FakePool, question: int) -> None:
    """Until the last part begins, first or last in the order of the pages, and in a group."""
    questions = count()

    def sign_up(_: str) -> None:
        if next(questions) == question:
            pool.users |= {name: user(name, when=MEANWHILE) for name in ("0000000", "9")}
            pool.groups["admins"].append("0000000")

    pool.before = sign_up
    records = last_seen(list(export(pool, second_factors=False).steps()))
    assert sorted(records) == sorted(pool.users)
    assert records["0000000"]["groups"] == ["admins"]
    assert {"0000000", "9"} <= records.keys()


def test_whoever_moved_meanwhile_stands_under_the_new_number(pool: FakePool) -> None:
    def move(operation: str) -> None:
        if operation == "list_users_in_group":
            pool.users["00000001"] = user("00000001", when=MEANWHILE, number="+447700900999")

    pool.before = move
    record = last_seen(list(export(pool).steps()))["00000001"]
    assert record["attributes"]["phone_number"] == "+447700900999"
    assert record["groups"] == ["admins"]


def test_whoever_is_deleted_meanwhile_stops_nothing(pool: FakePool) -> None:
    def delete(operation: str) -> None:
        if operation == "admin_get_user":
            pool.users.pop("00000001", None)

    pool.before = delete
    pool.groups = {}
    steps = list(export(pool).steps())
    assert sorted(last_seen(steps)) == ["00000000", "00000002", "00000003", "00000004"]


def test_whoever_changed_and_is_deleted_then_stops_nothing(pool: FakePool) -> None:
    pool.users["00000001"] = user("00000001", when=MEANWHILE)

    def delete(operation: str) -> None:
        if operation == "admin_list_groups_for_user":
            pool.users.pop("00000001", None)

    pool.before = delete
    pool.groups = {}
    assert list(export(pool).steps())[-1]["records"] == []


def test_a_clock_that_is_off_as_far_as_aws_lets_it_loses_nobody(pool: FakePool) -> None:
    pool.users["00000001"] = user("00000001", when=BEGAN - MARGIN)
    changed = [step for step in export(pool).steps() if step["kind"] == "changed"]
    assert [r["username"] for step in changed for r in step["records"]] == ["00000001"]
    assert timedelta(minutes=15) < MARGIN


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "others"},
        {"kind": "members"},
        {"group": "admins"},
        {"records": None},
        {"records": [{}]},
        {"after": 2},
        {"more": True},
    ],
)
def test_what_is_no_page_is_refused(pool: FakePool, changes: dict[str, object]) -> None:
    step = next(export(pool).steps())
    with pytest.raises(RecordError):
        read_step({**step, **changes})


def test_a_group_without_a_name_is_none(pool: FakePool) -> None:
    step = next(export(pool).steps())
    with pytest.raises(RecordError):
        read_step({**step, "kind": "members", "group": ""})
