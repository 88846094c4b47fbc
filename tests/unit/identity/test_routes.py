"""A function with several routes: each is declared once, in the environment, and told apart."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from identity.errors import RoutesError
from identity.routes import read_routes
from tests.unit.identity import user_pool
from tests.unit.identity.calling import Answer, Call, assert_refused, calling
from tests.unit.identity.user_pool import Json

HANDLER = "tests.functions.corner_shop.handler"
ROUTES: dict[str, object] = {
    "GET /corner/orders": {"admits": "users", "groups": ["admins", "clerks"]},
    "GET /corner/orders/{id}": {"admits": "users"},
    "POST /corner/orders": {"admits": "users"},
    "GET /corner/orders/{id}/faults/{kind}": {"admits": "users"},
    "GET /corner/menu": {"admits": "guests"},
}


@pytest.fixture(scope="module")
def orders() -> Iterator[Call]:
    with calling(HANDLER, ROUTES) as call:
        yield call


def request(route: str, path: str = "", *, groups: list[str] | None = None, **more: Any) -> Json:
    """A user's request for a route, as API Gateway passes it on."""
    method, resource = route.split()
    path = path or resource
    claims = user_pool.id_claims(**{"cognito:groups": groups or ["admins"]})
    event = user_pool.me_event(user_pool.sign(claims), user_pool.as_aws(claims))
    names, values = resource.split("/"), path.split("/")
    found = {n[1:-1]: v for n, v in zip(names, values, strict=False) if n.startswith("{")}
    event |= {"httpMethod": method, "resource": resource, "path": path}
    return event | {"pathParameters": found or None} | more


def test_a_user_in_one_of_the_routes_groups_is_answered(orders: Call) -> None:
    answer = orders(request("GET /corner/orders", groups=["members", "clerks"]))
    owner = user_pool.id_claims()["sub"]
    assert (answer.status, answer.body) == (
        200,
        {"orders": 2, "owner": owner, "groups": ["clerks", "members"]},
    )


@pytest.mark.parametrize("groups", [["members"], ["Admins"], ["admins,clerks"], ["admin", "s"]])
def test_everyone_else_is_refused_readably_and_before_the_routes_own_code(
    orders: Call, groups: list[str]
) -> None:
    answer = orders(request("GET /corner/orders", groups=groups))
    assert_refused(answer, 403, "")
    assert answer.error == "ForbiddenError"
    assert answer.headers["Access-Control-Allow-Origin"] == [user_pool.ORIGIN]
    assert answer.headers["Cache-Control"] == ["no-store"]


def test_groups_count_only_as_the_authorizer_verified_them(orders: Call) -> None:
    event = request("GET /corner/orders", groups=["admins"])
    event["requestContext"]["authorizer"]["claims"]["cognito:groups"] = "members"
    assert orders(event).error == "MismatchedTokenError"


def test_a_route_of_no_group_is_for_every_user(orders: Call) -> None:
    answer = orders(request("GET /corner/orders/{id}", "/corner/orders/1", groups=["members"]))
    assert (answer.status, answer.body) == (200, {"order": "tea"})


def test_guests_and_users_come_in_by_their_own_routes_only(orders: Call) -> None:
    event = user_pool.load_event("guest") | {"path": "/corner/menu", "resource": "/corner/menu"}
    assert orders(event).body["menu"] == ["milk", "tea"]
    assert orders(event | {"path": "/corner/orders", "resource": "/corner/orders"}).status == 401
    assert orders(request("GET /corner/menu")).error == "NoIdentityError"


def test_a_path_parameter_may_be_encoded_in_the_path(orders: Call) -> None:
    event = request("GET /corner/orders/{id}", "/corner/orders/2%2F3", pathParameters={"id": "2/3"})
    assert orders(event).body == {"order": "milk"}


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/corner/orders/1", {"id": "2"}),
        ("/corner/orders/1", {}),
        ("/corner/orders/1", None),
        ("/corner/orders/1", {"id": 1}),
        ("/corner/orders/", {"id": ""}),
        ("/corner/orders/1/", {"id": "1"}),
        ("/corner/Orders/1", {"id": "1"}),
        ("/corner/orders", {"id": "1"}),
        ("/corner/orders/1/faults/set", {"id": "1"}),
    ],
)
def test_a_path_that_is_not_exactly_the_routes_is_not_found(
    orders: Call, path: str, parameters: object
) -> None:
    event = request("GET /corner/orders/{id}", path, pathParameters=parameters)
    assert orders(event).error == "NotFoundError"


@pytest.mark.parametrize(
    ("route", "status"),
    [
        ("PUT /corner/orders", 405),
        ("POST /corner/menu", 405),
        ("get /corner/menu", 405),
        ("GET /corner/more", 404),
    ],
)
def test_no_other_route_is_answered(orders: Call, route: str, status: int) -> None:
    assert_refused(orders(request(route)), status, "")


def test_a_body_is_one_json_object_strictly_read(orders: Call) -> None:
    event = request("POST /corner/orders", queryStringParameters={"for": "Ada"})
    answer = orders(event | {"body": '{"item": "tea"}'})
    assert (answer.status, answer.body) == (200, {"item": "tea", "for": "Ada"})
    for body in (None, "", "tea", "[]", '{"item": 1, "item": 2}', '{"item": NaN}', "\ud800", 7):
        assert_refused(orders(event | {"body": body}), 400, "")
    assert orders(event | {"body": '{"item": "tea"}', "isBase64Encoded": True}).status == 400


def test_a_routes_own_code_may_refuse(orders: Call) -> None:
    unknown = orders(request("GET /corner/orders/{id}", "/corner/orders/9"))
    conflict = orders(_fault("conflict"))
    assert_refused(unknown, 404, "")
    assert_refused(conflict, 409, "")
    assert (unknown.error, conflict.error) == ("NotFoundError", "ConflictError")


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
    answer = orders(_fault(kind))
    assert (answer.status, answer.text) == (500, '{"message":"Internal server error"}')
    assert answer.headers["Access-Control-Allow-Origin"] == [user_pool.ORIGIN]
    assert answer.headers["Cache-Control"] == ["no-store"]
    line = json.loads(answer.log)
    assert (line["level"], line["error"]) == ("ERROR", error)
    assert line.keys() - {"level", "location", "message", "timestamp", "service"} == {
        "error",
        "at",
        "request_id",
    }
    assert user_pool.PHONE[1:] not in answer.log
    assert all(place.partition(":")[0].endswith(".py") for place in line["at"])


def test_the_place_of_an_error_is_the_line_that_raised_it(orders: Call) -> None:
    source = Path("tests/functions/corner_shop/handler.py").read_text().splitlines()
    *_, place = json.loads(orders(_fault("error")).log)["at"]
    number = next(n for n, text in enumerate(source, 1) if "raise LookupError" in text)
    assert place == f"corner_shop/handler.py:{number}"


def _fault(kind: str) -> Json:
    return request("GET /corner/orders/{id}/faults/{kind}", f"/corner/orders/1/faults/{kind}")


def test_a_declared_route_that_nothing_answers_is_a_loud_fault() -> None:
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
