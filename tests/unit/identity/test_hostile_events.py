"""Every hostile event that has been thought of, one named case a line."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import claims.handler
from tests.unit.identity import user_pool
from tests.unit.identity.calling import CLAIMS_ROUTES, Call, assert_refused
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
    "/me//": (put("/me//", "path"), 404),
    "/v1/../me": (put("/v1/../me", "path"), 404),
    "/./me": (put("/./me", "path"), 404),
    "/%2e%2e/me": (put("/%2e%2e/me", "path"), 404),
    "/v1//me": (put("/v1//me", "path"), 404),
    "/v1/me/": (put("/v1/me/", "path"), 404),
    "/v1me": (put("/v1me", "path"), 404),
    "me": (put("me", "path"), 404),
    "no path": (put("", "path"), 404),
    "/me?": (put("/me?", "path"), 404),
    "/me and NUL": (put("/me\0", "path"), 404),
    "a base path": (put("/v1/me", "path"), 200),
    "a base path of several parts": (put("/apps/shop-1.2/me", "path"), 200),
    "a base path that is the route's": (put("/me/me", "path"), 200),
    "/guest for the resource /me": (put("/guest", "path"), 404),
    "/me for the resource /guest": (put("/guest", "resource"), 404),
    "a resource that is none": (put("/{proxy+}", "resource"), 404),
    "a null resource": (put(None, "resource"), 401),
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


HOSTILE_PYTHON = {
    "bytes": b"{}",
    "a set": {1},
    "NaN": float("nan"),
    "a tuple": ((),),
    "bytes in the headers": {"headers": {b"Authorization": BEARER.encode()}},
    "names that are no text": {1: 2, None: 3, "headers": {None: None}},
    "claims that are true": user_pool.me_event(BEARER, True),
    "claims that are all true": user_pool.me_event(BEARER, dict.fromkeys(A, True)),
    "claims that are all one": user_pool.me_event(BEARER, dict.fromkeys(A, 1)),
    "claims as bytes": user_pool.me_event(BEARER, dict.fromkeys(A, b"x")),
    "an authorization of bytes": user_pool.me_event(BEARER.encode(), A),
}


@pytest.mark.parametrize("event", HOSTILE_PYTHON.values(), ids=HOSTILE_PYTHON)
@pytest.mark.usefixtures("call")
def test_what_json_cannot_even_say_is_refused(event: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTES", json.dumps(CLAIMS_ROUTES))
    context: Any = SimpleNamespace(aws_request_id="1")
    answer = claims.handler.lambda_handler(event, context)
    assert answer["statusCode"] in (401, 404)


@pytest.mark.parametrize(
    "event", [{}, None, [], "text", 7, [BEARER]], ids=lambda event: type(event).__name__
)
def test_what_is_no_event_is_refused(call: Call, event: object) -> None:
    assert_refused(call(event), 401, TOKEN)
