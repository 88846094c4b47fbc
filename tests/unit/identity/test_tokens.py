"""Decoding and admitting, where the handler's answer would not tell one reason from another."""

import time

import jwt
import pytest

from identity import User, errors, tokens
from identity.renderings import Claims
from identity.request import Request
from tests.unit.identity import user_pool
from tests.unit.identity.user_pool import Json, Render, sign, without

NOW = 1_800_000_000
A = user_pool.id_claims(iat=NOW - 60, exp=NOW + 60)
REQUEST = Request(route="GET /me", path_parameters={}, query={}, body=None)


def admit(
    claims: Json, verified: Json, *, now: float = NOW, client: str | None = user_pool.CLIENT
) -> Claims:
    """Admit a signed token of these claims."""
    return tokens.admit(sign(claims), verified, now=now, client=client)


def test_decodes_what_an_independent_library_decodes() -> None:
    token = sign(user_pool.id_claims(name="Zoë \N{GRINNING FACE}", score=1.5, nested={"a": [None]}))
    options = {"verify_signature": False}
    assert tokens.decode(token) == jwt.decode(token, options=options)  # type: ignore[arg-type] # their TypedDict


@pytest.mark.parametrize(
    "groups",
    [["admins"], ["a", "b"], ["a,b", "c d"], ["[x]", "y]"], [","], ["ünï, 组"], []],
    ids=str,
)
@pytest.mark.parametrize("render", [user_pool.as_aws, user_pool.as_ministack])
def test_groups_agree_however_they_are_named_and_rendered(
    groups: list[str], render: Render
) -> None:
    claims = A | {"cognito:groups": groups}
    assert admit(claims, render(claims)) == claims
    assert User(claims=admit(claims, render(claims)), request=REQUEST).groups == set(groups)


def test_a_user_without_groups_and_optional_claims_is_admitted() -> None:
    claims = A
    for name in ("cognito:groups", "jti", "origin_jti", "event_id"):
        claims = without(claims, name)
    assert admit(claims, user_pool.as_aws(claims)) == claims


@pytest.mark.parametrize(
    "name",
    [
        "sub",
        "iss",
        "aud",
        "token_use",
        "cognito:username",
        "cognito:groups",
        "jti",
        "origin_jti",
        "event_id",
    ],
)
def test_every_binding_claim_must_be_the_one_that_was_verified(name: str) -> None:
    with pytest.raises(errors.MismatchedTokenError):
        admit(A, user_pool.as_aws(A) | {name: "another"})


def test_groups_that_only_the_authorizer_saw_are_a_mismatch() -> None:
    with pytest.raises(errors.MismatchedTokenError):
        admit(without(A, "cognito:groups"), user_pool.as_aws(A))


def test_no_verified_claims_is_told_from_other_verified_claims() -> None:
    with pytest.raises(errors.UnverifiedTokenError):
        admit(A, {})
    with pytest.raises(errors.MismatchedTokenError):
        admit(A, {"sub": "another"})


@pytest.mark.parametrize("second", [NOW - 120, NOW + 60, NOW + 3600])
def test_a_token_is_not_admitted_outside_its_life(second: int) -> None:
    """From a minute before `iat`, for clocks differ, until the second before `exp`."""
    with pytest.raises(errors.ExpiredTokenError):
        admit(A, user_pool.as_aws(A), now=second - (second < NOW))


@pytest.mark.parametrize("second", [NOW - 120, NOW, NOW + 59.9])
def test_a_token_is_admitted_during_its_life(second: float) -> None:
    assert admit(A, user_pool.as_aws(A), now=second) == A


def test_a_life_longer_than_cognito_grants_is_refused() -> None:
    claims = A | {"exp": A["iat"] + 24 * 60 * 60 + 1}
    with pytest.raises(errors.ExpiredTokenError):
        admit(claims, user_pool.as_aws(claims))


def test_only_the_named_client_is_admitted() -> None:
    assert admit(A, user_pool.as_aws(A), client=user_pool.CLIENT) == A
    with pytest.raises(errors.WrongTokenError):
        admit(A, user_pool.as_aws(A), client="another")
    with pytest.raises(errors.WrongTokenError):
        admit(A, user_pool.as_aws(A), client=None)


def test_an_error_says_nothing_but_its_class() -> None:
    with pytest.raises(errors.TokenError) as caught:
        tokens.admit(f"{sign(A)}=", A, now=time.time(), client=user_pool.CLIENT)
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("depth", "read"), [(31, True), (32, False), (900, False)])
def test_how_deep_a_token_may_be_nested_depends_on_no_python(depth: int, *, read: bool) -> None:
    """Python 3.11 reads about 990 levels, 3.13 thousands: neither decides."""
    octets = b'{"n":' + b"[" * depth + b"]" * depth + b"}"
    token = user_pool.compact(user_pool.HEADER, octets)
    if read:
        assert tokens.decode(token).keys() == {"n"}
    else:
        with pytest.raises(errors.MalformedTokenError):
            tokens.decode(token)
