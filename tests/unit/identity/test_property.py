"""Nothing gets in and nobody is locked out, whatever hypothesis thinks of.

PyJWT with the pool's key plays API Gateway's authorizer (`user_pool.authorizer`) and says what was
verified; the oracle says in its own words what design and contract admit. The fuzz
run is `HYPOTHESIS_PROFILE=fuzz pytest tests/unit/identity/test_property.py`.
"""

import json
import re

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_logged, assert_refused
from tests.unit.identity.oracle import HEADER_BYTES, assert_verified, certain, read
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
    assert answer.status == 200
    assert_logged(answer, "GET /me")
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
