"""Nothing gets in and nobody is locked out, whatever hypothesis thinks of.

PyJWT with the pool's key plays API Gateway's authorizer (`user_pool.authorizer`) and says what was
verified; `admissible` and `says` say in their own words what design and contract admit. The fuzz
run is `HYPOTHESIS_PROFILE=fuzz pytest tests/unit/identity/test_property.py`.
"""

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

import jwt
from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Answer, Call, assert_refused
from tests.unit.identity.strategies import (
    disturbed,
    forms,
    genuine_claims,
    misrendered,
    renders,
    schemes,
    tokens,
)
from tests.unit.identity.user_pool import Json, compact

BINDING = ("sub", "iss", "aud", "token_use", "cognito:username", "jti", "origin_jti", "event_id")
HEADER_BYTES = 10_240  # names and values, of all headers together


def admissible(request: Any, claims: Json) -> bool:
    """Whether design and contract admit an event for a token's claims, in the test's own words."""
    fields = (request.get(field) for field in ("headers", "multiValueHeaders"))
    maps = [field if isinstance(field, dict) else {} for field in fields]
    sent = [
        [
            value
            for name in headers
            if name.lower() == "authorization"
            for value in listed(headers[name])
        ]
        for headers in maps
    ]
    verified = request["requestContext"]["authorizer"]["claims"]
    groups = claims.get("cognito:groups", [])
    base = request["path"].removesuffix("/me").split("/")[1:]
    return (
        (request["httpMethod"], request["resource"]) == ("GET", "/me")
        and re.fullmatch(r"(/[^/%]+)*/me", request["path"]) is not None
        and not {".", ".."} & set(base)
        and max(map(len, sent)) == len({value for found in sent for value in found}) == 1
        and claims["token_use"] == "id"
        and all(claims.get(name) == verified.get(name) for name in BINDING)
        and verified.get("cognito:groups", "") in (",".join(groups), "[" + " ".join(groups) + "]")
        and claims["iat"] - 61 <= time.time() < claims["exp"] + 1
    )


def listed(value: Any) -> list[Any]:
    """The values of a header in a map of either kind."""
    return value if isinstance(value, list) else [value]


def says(text: object, value: object) -> bool:
    """Whether an authorizer's text may be taken for a value, by reading the text."""
    if not isinstance(text, str) or isinstance(value, str):
        return text == value
    readings: list[object] = []
    for written in (text, f"[{text}]"):
        try:
            readings.append(json.loads(written))
        except (ValueError, RecursionError):
            continue
    if isinstance(value, list):
        joined = [item if isinstance(item, str) else compactly(item) for item in value]
        readings += [value] if text in (",".join(joined), f"[{' '.join(joined)}]") else []
    elif type(value) is int and text.endswith(tuple("0123456789")):
        try:
            date = datetime.strptime(text, "%a %b %d %H:%M:%S UTC %Y").replace(tzinfo=UTC)
            readings.append(int(date.timestamp()))
        except ValueError:
            pass
    return any(compactly(reading) == compactly(value) for reading in readings)


def compactly(value: object) -> str:
    """One spelling of what JSON can say, in which true is not 1 and 1 is not 1.0."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def assert_verified(answer: Answer, request: Any, claims: Json) -> None:
    """The answer is admissible, and holds of the token's claims only what the authorizer says."""
    assert admissible(request, claims)
    verified = request["requestContext"]["authorizer"]["claims"]
    answered = answer.body["claims"]
    assert answered.keys() <= claims.keys() & verified.keys()
    for name, value in answered.items():
        assert says(verified[name], value)
        assert isinstance(value, str) or compactly(value) == compactly(claims[name])
        assert isinstance(value, str) == isinstance(claims[name], str)
    assert {name for name in BINDING if name in claims and claims[name] is not None} <= (
        answered.keys()
    )


def read(token: str) -> Json:
    """The payload as PyJWT reads it, signature unread."""
    options: Any = {"verify_signature": False}
    decoded: Json = jwt.decode(token, options=options)
    return decoded


def certain(value: object) -> bool:
    """Whether every rendering that was seen says such a value, so that it must be answered."""
    if isinstance(value, list):
        return all(isinstance(item, str) or type(item) is int for item in value)
    return value is not None


@given(genuine_claims(), forms, schemes, st.booleans())
def test_a_genuine_event_is_never_refused(
    call: Call, claims: Json, form: tuple[str, user_pool.Render, str], scheme: str, raw: bool
) -> None:
    """Whatever the claims hold, escaped or not, however rendered, behind whatever base path."""
    encoded = json.dumps(claims, ensure_ascii=not raw).encode(errors="replace")
    token = compact(user_pool.HEADER, encoded)
    assume(len("Authorization") + len(scheme + token) <= HEADER_BYTES)
    verified = user_pool.authorizer(token)
    assert verified is not None
    name, render, base = form
    request = user_pool.me_event(scheme + token, render(verified), name=name)
    request["path"] = base + request["path"]
    answer = call(request)
    assert (answer.status, answer.log) == (200, "")
    assert_verified(answer, request, verified)
    answered = answer.body["claims"]
    assert {name for name, value in verified.items() if certain(value)} <= answered.keys()
    assert {name: verified[name] for name in answered} == answered


@given(tokens(), renders)
def test_only_what_the_authorizer_verified_is_answered(
    call: Call, token: str, render: user_pool.Render
) -> None:
    """The authorizer decides on the very token that the Lambda reads, or on user A's honest one."""
    verified = user_pool.authorizer(token)
    claims = user_pool.id_claims() if verified is None else verified
    request = user_pool.me_event(token, render(claims))
    answer = call(request)
    if answer.status == 200:
        event("answered")
        assert_verified(answer, request, read(token))
    else:
        event(answer.error)
        assert_refused(answer, 401, token)


@given(st.data(), genuine_claims(), renders)
def test_a_claim_that_the_authorizer_says_otherwise_is_left_out_or_refused(
    call: Call, data: st.DataObject, claims: Json, render: user_pool.Render
) -> None:
    """The token is genuine; what the authorizer says of it is dropped, replaced and mixed up."""
    token = user_pool.sign(claims)
    request = user_pool.me_event(token, data.draw(misrendered(render(claims))))
    answer = call(request)
    event(f"{answer.status} {answer.status != 200 and answer.error}")
    if answer.status == 200:
        assert_verified(answer, request, claims)
    else:
        assert_refused(answer, 401, token)


@given(st.data(), tokens(), renders)
def test_no_event_breaks_the_handler_or_gets_in(
    call: Call, data: st.DataObject, token: str, render: user_pool.Render
) -> None:
    """Events are disturbed after the authorizer did its work on an honest or an altered token."""
    honest = data.draw(st.booleans())
    sent = user_pool.sign(user_pool.id_claims()) if honest else token
    verified = user_pool.authorizer(sent)
    request = user_pool.me_event(sent, render(verified) if verified else None)
    request = data.draw(disturbed(request))
    answer = call(request)
    event(f"{answer.status} {answer.status != 200 and answer.error}")
    if answer.status == 200 and "claims" in answer.body:
        assert verified is not None
        assert_verified(answer, request, read(sent))
    elif answer.status == 200:  # the other route, whose trust is API Gateway's own identity
        assert (request["httpMethod"], request["resource"]) == ("GET", "/guest")
        assert request["path"].endswith("/guest")
        identity = request["requestContext"]["identity"]
        kind = identity.get("cognitoAuthenticationType")
        assert re.fullmatch("[a-z0-9-]+:[0-9a-f-]{36}", identity["cognitoIdentityId"])
        assert answer.body == {
            "identityId": identity["cognitoIdentityId"],
            "authenticated": kind == "authenticated",
        }
    else:
        assert answer.status in (401, 404, 405)
        assert_refused(answer, answer.status, sent)
