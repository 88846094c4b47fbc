"""A function with several routes: each is declared once, in the environment, and told apart."""

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_refused
from tests.unit.identity.corner_shop import fault, request


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
    conflict = orders(fault("conflict"))
    assert_refused(unknown, 404, "")
    assert_refused(conflict, 409, "")
    assert (unknown.error, conflict.error) == ("NotFoundError", "ConflictError")
