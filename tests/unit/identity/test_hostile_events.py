"""Every hostile event that has been thought of, one named case a line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_refused
from tests.unit.identity.hostile import TOKEN, A, B
from tests.unit.identity.user_pool import Json, sign

Mutation = Callable[[Json], object]


def put(value: object, *path: str) -> Mutation:
    """A mutation that sets one member of the event."""

    def mutate(event: Json) -> None:
        *parents, last = path
        target: Any = event
        for name in parents:
            target = target[name]
        target[last] = value

    return mutate


def headers(single: object, multiple: object) -> Mutation:
    """A mutation that replaces both header maps."""

    def mutate(event: Json) -> None:
        event["headers"], event["multiValueHeaders"] = single, multiple

    return mutate


CLAIMS = ("requestContext", "authorizer", "claims")
BEARER = f"Bearer {TOKEN}"
OTHER = f"Bearer {sign(B)}"
EVENTS: dict[str, tuple[Mutation, int]] = {
    "no header": (headers({}, {}), 401),
    "null headers": (headers(None, None), 401),
    "headers that are text": (headers(BEARER, BEARER), 401),
    "headers that are lists": (headers([BEARER], [BEARER]), 401),
    "a null value": (headers({"Authorization": None}, {"Authorization": None}), 401),
    "AUTHORIZATION": (headers({"AUTHORIZATION": BEARER}, {"AUTHORIZATION": [BEARER]}), 200),
    "authorization": (headers({"authorization": BEARER}, {"authorization": [BEARER]}), 200),
    "only the single-value map": (headers({"Authorization": BEARER}, None), 200),
    "only the multi-value map": (headers(None, {"Authorization": [BEARER]}), 200),
    "two different values": (
        headers({"Authorization": BEARER}, {"Authorization": [OTHER, BEARER]}),
        401,
    ),
    "two different values, the other last": (
        headers({"Authorization": OTHER}, {"Authorization": [BEARER, OTHER]}),
        401,
    ),
    "the same value twice": (
        headers({"Authorization": BEARER}, {"Authorization": [BEARER, BEARER]}),
        401,
    ),
    "two values under two names": (
        headers({"Authorization": BEARER, "authorization": OTHER}, None),
        401,
    ),
    "maps that disagree": (headers({"Authorization": BEARER}, {"Authorization": [OTHER]}), 401),
    "the token in the query string only": (
        lambda event: (headers({}, {})(event), put({"token": TOKEN}, "queryStringParameters")),
        401,
    ),
    "the token in a cookie only": (headers({"Cookie": f"token={TOKEN}"}, None), 401),
    "no requestContext": (lambda event: event.pop("requestContext"), 401),
    "requestContext null": (put(None, "requestContext"), 401),
    "authorizer missing": (lambda event: event["requestContext"].pop("authorizer"), 401),
    "authorizer null": (put(None, "requestContext", "authorizer"), 401),
    "authorizer text": (put("claims", "requestContext", "authorizer"), 401),
    "claims missing": (put({}, "requestContext", "authorizer"), 401),
    "claims null": (put(None, *CLAIMS), 401),
    "claims text": (put(json.dumps(A), *CLAIMS), 401),
    "claims empty": (put({}, *CLAIMS), 401),
    "claims of another user": (put(user_pool.as_aws(B), *CLAIMS), 401),
    "POST": (put("POST", "httpMethod"), 405),
    "HEAD": (put("HEAD", "httpMethod"), 405),
    "OPTIONS": (put("OPTIONS", "httpMethod"), 405),
    "get": (put("get", "httpMethod"), 405),
    "an unknown method": (put("BREW", "httpMethod"), 405),
    "a null method": (put(None, "httpMethod"), 401),
    "/me/": (put("/me/", "path"), 404),
    "/ME": (put("/ME", "path"), 404),
    "/%6de": (put("/%6de", "path"), 404),
    "/../me": (put("/../me", "path"), 404),
    "//me": (put("//me", "path"), 404),
    "/me and a newline": (put("/me\n", "path"), 404),
    "the token as path": (put(f"/{TOKEN}", "path"), 404),
    "a null path": (put(None, "path"), 401),
    "a list as path": (put(["/me"], "path"), 401),
    "a broken base64 body": (
        lambda event: event.update(isBase64Encoded=True, body="%%%not base64"),
        200,
    ),
    "an Origin that is no text": (
        headers({"Authorization": BEARER, "Origin": {}}, {"Authorization": [BEARER], "Origin": []}),
        401,
    ),
}


@pytest.mark.parametrize(("mutate", "status"), EVENTS.values(), ids=EVENTS)
def test_event_with_user_a_s_token(call: Call, mutate: Mutation, status: int) -> None:
    event = user_pool.me_event(BEARER, user_pool.as_aws(A))
    mutate(event)
    answer = call(event)
    if status == 200:
        assert (answer.status, answer.body) == (200, {"claims": A})
    else:
        assert_refused(answer, status, f"{BEARER} {OTHER}")


@pytest.mark.parametrize(
    "event", [{}, None, [], "text", 7, [BEARER]], ids=lambda event: type(event).__name__
)
def test_what_is_no_event_is_refused(call: Call, event: object) -> None:
    assert_refused(call(event), 401, TOKEN)
