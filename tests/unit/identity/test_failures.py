"""Where the function itself is wrong: a 500 for the caller, and a place in the owner's log."""

import json
from pathlib import Path
from typing import Any

import pytest

from identity.errors import RoutesError
from identity.routes import read_routes
from tests.unit.identity import user_pool
from tests.unit.identity.calling import Answer, Call, calling
from tests.unit.identity.corner_shop import HANDLER, fault


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("error", "LookupError"),
        ("set", "TypeError"),
        ("list", "TypeError"),
        ("nan", "ValueError"),
        ("deep", "ValueError"),
    ],
)
def test_an_error_of_a_routes_own_code_is_logged_with_its_place_and_nothing_sent(
    orders: Call, kind: str, error: str
) -> None:
    answer = orders(fault(kind))
    assert (answer.status, answer.text) == (500, '{"message":"Internal server error"}')
    assert answer.headers["Access-Control-Allow-Origin"] == [user_pool.ORIGIN]
    assert answer.headers["Cache-Control"] == ["no-store"]
    line = json.loads(answer.log)
    assert (line["level"], line["error"]) == ("ERROR", error)
    assert line.keys() - {"level", "location", "message", "timestamp", "service"} == {
        "error",
        "at",
        "request_id",
        "correlation_id",
    }
    assert user_pool.PHONE[1:] not in answer.log
    assert all(place.partition(":")[0].endswith(".py") for place in line["at"])


def test_the_place_of_an_error_is_the_line_that_raised_it(orders: Call) -> None:
    source = Path("tests/functions/corner_shop/handler.py").read_text().splitlines()
    *_, place = json.loads(orders(fault("error")).log)["at"]
    number = next(n for n, text in enumerate(source, 1) if "raise LookupError" in text)
    assert place == f"corner_shop/handler.py:{number}"


def test_a_declared_route_that_nothing_answers_is_a_loudfault() -> None:
    routes = {"GET /me": {"admits": "users"}, "GET /guest": {"admits": "guests"}}
    with calling("tests.functions.users_only.handler", routes) as call:
        answer = call(user_pool.load_event("guest"))
    _assert_fault(answer, "UnansweredRouteError")


NO_ROUTES: dict[str, Any] = {
    "none": {},
    "a list": ["GET /me"],
    "text": "GET /me",
    "nobody named": {"GET /me": {}},
    "somebody unknown": {"GET /me": {"admits": "everyone"}},
    "groups of nobody": {"GET /me": {"admits": "users", "groups": []}},
    "more than is known": {"GET /me": {"admits": "users", "scopes": ["a"]}},
}


@pytest.mark.parametrize("routes", NO_ROUTES.values(), ids=NO_ROUTES)
def test_a_function_that_is_not_told_its_routes_lets_nobody_in(routes: Any) -> None:
    with calling(HANDLER, routes) as call:
        _assert_fault(call(user_pool.genuine_event()), "RoutesError")


@pytest.mark.parametrize("text", [None, "", "{", "null"])
def test_routes_that_are_absent_or_no_json_are_refused(text: str | None) -> None:
    with pytest.raises(RoutesError):
        read_routes(text)


def _assert_fault(answer: Answer, error: str) -> None:
    assert (answer.status, answer.text) == (500, '{"message":"Internal server error"}')
    assert (json.loads(answer.log)["level"], answer.error) == ("ERROR", error)
