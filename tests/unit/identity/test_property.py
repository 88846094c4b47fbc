"""Nothing gets in and nobody is locked out, whatever hypothesis thinks of.

PyJWT with the pool's key plays API Gateway's authorizer (`user_pool.authorizer`) and says what was
verified; `admissible` says in its own words what design and contract admit. The fuzz run is
`HYPOTHESIS_PROFILE=fuzz pytest tests/unit/identity/test_property.py`.
"""

import json
import time
from datetime import datetime
from typing import Any

import jwt
from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_refused
from tests.unit.identity.strategies import (
    disturbed,
    forms,
    genuine_claims,
    renders,
    schemes,
    tokens,
)
from tests.unit.identity.user_pool import Json, compact

BINDING = ("sub", "iss", "aud", "token_use", "cognito:username", "jti", "origin_jti", "event_id")


def admissible(request: Any, claims: Json) -> bool:
    """Whether design and contract admit an event for these claims, in the test's own words."""
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
    return (
        (request["httpMethod"], request["path"], request["resource"]) == ("GET", "/me", "/me")
        and max(map(len, sent)) == len({value for found in sent for value in found}) == 1
        and claims["token_use"] == "id"
        and all(claims.get(name) == verified.get(name) for name in BINDING)
        and verified.get("cognito:groups", "") in (",".join(groups), "[" + " ".join(groups) + "]")
        and claims["iat"] - 61 <= time.time() < claims["exp"] + 1
    )


def assert_verified(answered: Json, token: Json, rendered: Json) -> None:
    """Nothing is answered that the authorizer did not verify, and nothing held back that it did."""
    for name, value in answered.items():
        assert (repr(value) == repr(token[name])) or value == rendered[name]
        assert vouched_for(value, rendered[name])
    for name in token.keys() & rendered.keys() - answered.keys():
        assert rendered[name] not in known_renderings(token[name])
    for name in token.keys() & rendered.keys():
        assert name in answered or not isinstance(token[name], str)


def vouched_for(value: Any, text: str) -> bool:
    """Whether a text says a value, by readers that the Lambda does not have."""
    if isinstance(value, str):
        return value == text
    if text in known_renderings(value):
        return True
    if type(value) is int:
        return (
            datetime.strptime(f"{text} +0000", "%a %b %d %H:%M:%S UTC %Y %z").timestamp() == value
        )
    return type(value) is float and float(text) == value


def known_renderings(value: Any) -> list[str]:
    """The texts that stand for a value in the two clouds."""
    claims = user_pool.id_claims() | {"n": value}
    return [user_pool.as_aws(claims)["n"], user_pool.as_ministack(claims)["n"]]


def listed(value: Any) -> list[Any]:
    """The values of a header in a map of either kind."""
    return value if isinstance(value, list) else [value]


def read(token: str) -> Json:
    """The payload as PyJWT reads it, signature unread."""
    options: Any = {"verify_signature": False}
    decoded: Json = jwt.decode(token, options=options)
    return decoded


@given(genuine_claims(), forms, schemes, st.booleans())
def test_a_genuine_event_is_never_refused(
    call: Call, claims: Json, form: tuple[str, user_pool.Render], scheme: str, raw: bool
) -> None:
    """Whatever Unicode the claims hold, escaped or not, and however API Gateway renders them."""
    encoded = json.dumps(claims, ensure_ascii=not raw).encode(errors="replace")
    token = compact(user_pool.HEADER, encoded)
    assume(len(token) <= 10 * 1024)
    verified = user_pool.authorizer(token)
    assert verified is not None
    name, render = form
    answer = call(user_pool.me_event(scheme + token, render(verified), name=name))
    assert (answer.status, answer.log) == (200, "")
    assert answer.body == {"claims": verified}


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
        assert_verified(answer.body["claims"], read(token), render(claims))
        assert admissible(request, read(token))
    else:
        event(answer.error)
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
        assert_verified(answer.body["claims"], read(sent), render(verified))
        assert admissible(request, read(sent))
    elif answer.status == 200:  # the other route, whose trust is API Gateway's own identity
        assert (request["httpMethod"], request["path"]) == ("GET", "/guest")
        assert request["resource"] == "/guest"
        identity = request["requestContext"]["identity"]
        kind = identity.get("cognitoAuthenticationType")
        assert identity["cognitoIdentityId"].count(":") == 1
        assert answer.body == {
            "identityId": identity["cognitoIdentityId"],
            "authenticated": kind == "authenticated",
        }
    else:
        assert answer.status in (401, 404, 405)
        assert_refused(answer, answer.status, sent)
