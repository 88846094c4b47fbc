"""Each row of the tables stops what it is there for, and no value breaks one."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.deployment.stack import Stacks
from ops.guard.rules import findings
from ops.guard.table import FREE, Guarded, Lost
from ops.guard.tables import TABLES
from ops.guard.update import Update
from tests.unit.ops.guard.anything import ANYTHING
from tests.unit.ops.guard.case import Case, copied
from tests.unit.ops.guard.cases import REMOVED, both, put

GUARDED = [
    (kind, path, row)
    for kind, table in TABLES.items()
    for path, row in table.rows.items()
    if isinstance(row, Guarded)
]
ALLOWS = {"Statement": [{"Effect": "Allow", "Action": "a:B", "Resource": "*"}]}
# What a value may be before and after; for each row one of these is a move that it forbids.
MOVES: list[tuple[Any, Any]] = [
    (["a", "b"], ["a"]),
    (["phone_number", "email"], ["phone_number"]),
    ({"a": "1"}, {}),
    ("a", "b"),
    ("a", REMOVED),
    ("OPTIONAL", "ON"),
    ("ACTIVE", "INACTIVE"),
    ("GOVERNANCE", REMOVED),
    ("Enabled", "Suspended"),
    (True, False),
    (False, True),
    (REMOVED, 0),
    (REMOVED, "required"),
    (REMOVED, "ENABLED"),
    (REMOVED, {"a": True}),
    ("DE,US", "US"),
    ('{"GET /a": {"admits": "users"}}', "{}"),
    ([{"ClientId": "a"}], []),
    ([{"b": "'https://a.example'"}], []),
    ([], ["*/*"]),
    ([{"StatusCode": "204"}], []),
    ([], [{"ThrottlingRateLimit": 0}]),
    ("Advanced", "Standard"),
    (REMOVED, "alias/aws/sns"),
    (ALLOWS, {}),
    ([{"PolicyDocument": ALLOWS}], []),
]


@pytest.mark.parametrize(("kind", "path", "row"), GUARDED, ids=[f"{k} {p}" for k, p, _ in GUARDED])
def test_without_this_row_a_dangerous_update_would_pass(
    protected: Stacks, kind: str, path: str, row: Guarded
) -> None:
    without = {**TABLES, kind: replace(TABLES[kind], rows={**TABLES[kind].rows, path: FREE})}
    stack = _stack(protected, kind)  # the others have no part in it
    for update in _moves({stack: protected[stack]}, kind, path):
        said = findings(update)
        if said and {finding.by for finding in said} == {f"{kind} {path}"}:
            assert {finding.danger for finding in said} == {row.danger}
            assert findings(update, tables=without) == []
            return
    pytest.fail("no move of it is stopped by this row alone")


@pytest.mark.parametrize("kind", [k for k, t in TABLES.items() if isinstance(t.lost, Lost)])
def test_a_lost_resource_is_said(protected: Stacks, kind: str) -> None:
    said = {
        f.by
        for f in findings(Case("", put(kind, REMOVED, _stack(protected, kind))).update(protected))
    }
    assert f"{kind} lost" in said


@pytest.fixture(scope="module")
def fresh(protected: Stacks) -> Callable[[], Stacks]:
    """Copy the stage, whose text hypothesis would print at length."""
    return lambda: copied(protected)


@given(spoils=st.lists(st.tuples(st.booleans(), st.integers(0), ANYTHING), max_size=4))
def test_no_value_brings_a_traceback_and_each_finding_is_one_sentence(
    fresh: Callable[[], Stacks], spoils: list[tuple[bool, int, Any]]
) -> None:
    """Any value of a template may be anything that JSON can hold, before and after."""
    sides = fresh(), fresh()
    for after, number, value in spoils:
        places = [place for stack in sides[after].values() for place in _places(stack.resources)]
        holder, key = places[number % len(places)]
        holder[key] = json.loads(json.dumps(value))  # it may be spoilt again
    for finding in findings(Update.of(*sides)):
        assert "\n" not in finding.sentence
        assert len(finding.sentence) < 1000


def _moves(protected: Stacks, kind: str, path: str) -> Iterator[Update]:
    stack = _stack(protected, kind)
    place = f"{kind}.Properties.{path}"
    for before, after in MOVES:
        deployed = [put(f"{kind}.Properties.{path.rpartition('.')[0]}", {}, stack)] * ("." in path)
        set_up = both(*deployed, *([put(place, before, stack)] if before is not REMOVED else []))
        if before is REMOVED and not deployed:
            set_up = both(put(place, "anything", stack), put(place, REMOVED, stack))
        yield Case("", put(place, after, stack), deployed=set_up).update(protected)


def _stack(stacks: Stacks, kind: str) -> str:
    return next(name for name, stack in stacks.items() if stack.of_type(kind))


def _places(resources: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield every place in the properties of resources, as what holds it and its key there."""
    for resource in resources.values():
        waiting: list[tuple[Any, Any]] = (
            [(resource, "Properties")] if "Properties" in resource else []
        )
        while waiting:
            holder, key = waiting.pop()
            yield holder, key
            inner = holder[key]
            if isinstance(inner, dict):
                waiting += [(inner, name) for name in inner]
            elif isinstance(inner, list):
                waiting += [(inner, index) for index in range(len(inner))]
