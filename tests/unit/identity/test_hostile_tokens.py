"""Every hostile token that has been thought of, one named case a line."""

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_refused
from tests.unit.identity.hostile import (
    HEADER,
    NEXT_LETTER,
    NONE,
    OBJECT,
    PAYLOAD,
    SIGNATURE,
    STANDARD_ALPHABET,
    TOKEN,
    A,
    B,
    changed,
    header,
    of_length,
    payload,
    plus,
)
from tests.unit.identity.user_pool import NOW, Json, sign, without

EXP = str(A["exp"]).encode()
REFUSED: dict[str, dict[str, object]] = {
    "MissingTokenError": {
        "an empty value": "",
        "no text": 7,
        "Bearer and a space": "Bearer ",
        "Basic": "Basic dXNlcjpw",
        "another scheme before the token": f"Token {TOKEN}",
        "two schemes": f"Bearer Bearer {TOKEN}",
        "a space inside": f"{HEADER}. {PAYLOAD}.{SIGNATURE}",
        "a space after": f"{TOKEN} ",
        "a newline inside": f"{HEADER}.{PAYLOAD}\n.{SIGNATURE}",
        "a newline after": f"{TOKEN}\n",
    },
    "MalformedTokenError": {
        "Bearer alone": "Bearer",
        "1 segment": PAYLOAD,
        "2 segments": f"{HEADER}.{PAYLOAD}",
        "4 segments": f"{TOKEN}.{SIGNATURE}",
        "5 segments": f"{HEADER}.{PAYLOAD}.{SIGNATURE}.{PAYLOAD}.{SIGNATURE}",
        "an empty header": f".{PAYLOAD}.{SIGNATURE}",
        "an empty payload": f"{HEADER}..{SIGNATURE}",
        "an empty signature": f"{HEADER}.{PAYLOAD}.",
        "alg none without a signature": f"{NONE}.{PAYLOAD}.",
        "a header that is not JSON": header(b"RS256"),
        "a header that is no object": header(b'["alg","RS256"]'),
        "a header with alg twice": header(b'{"alg":"none","alg":"RS256"}'),
        "a payload that is not JSON": payload(b"claims"),
        "a payload that is no object": payload(b"[" + OBJECT + b"]"),
        "a payload of null": payload(b"null"),
        "a payload that is empty": payload(b""),
        "a payload that is not UTF-8": payload(plus('"n":"café"').decode().encode("latin-1")),
        "a payload in UTF-16": payload(OBJECT.decode().encode("utf-16")),
        "a payload after a byte order mark": payload(b"\xef\xbb\xbf" + OBJECT),
        "a payload with trailing data": payload(OBJECT + b"{}"),
        "a payload with a control character": payload(plus('"name2":"a\nb"')),
        "NaN": payload(plus('"n":NaN')),
        "Infinity": payload(plus('"n":-Infinity')),
        "a number that becomes infinite": payload(plus('"n":1e999')),
        "a key twice": payload(plus('"sub":"user-b"')),
        "a key twice, deeper": payload(plus('"n":[{"a":1,"a":1}]')),
        "100,000 nested arrays": payload(plus(f'"n":{"[" * 100_000}{"]" * 100_000}')),
        "nested arrays that fit": payload(b'{"n":' + b"[" * 2_500 + b"]" * 2_500 + b"}"),
        "an integer of 5,000 digits": payload(plus(f'"n":{"9" * 5_000}')),
        "an integer of 5,000 digits alone": payload(b"9" * 5_000),
        "exp an integer of 5,000 digits": payload(plus('"x":1').replace(EXP, b"9" * 5_000)),
        "padding": f"{TOKEN}=",
        "padding inside": f"{HEADER}.{PAYLOAD}=.{SIGNATURE}",
        "the standard alphabet": STANDARD_ALPHABET,
        "bits that belong to no byte": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-1]}{NEXT_LETTER}",
        "a segment of impossible length": f"{HEADER}.{PAYLOAD}.{'A' * 5}",
        "a NUL character": f"{HEADER}.{PAYLOAD}.{SIGNATURE}\0",
        "a non-ASCII character": f"{HEADER}.{PAYLOAD}.{SIGNATURE}é",
        "letters that only look like ASCII": TOKEN.replace(
            "A", "\N{FULLWIDTH LATIN CAPITAL LETTER A}"
        ),
        "a lone surrogate": f"{HEADER}.{PAYLOAD}.{SIGNATURE}\ud800",
        "more than any header holds": of_length(10_228),
        "1 MB": payload(plus(f'"n":"{"n" * 750_000}"')),
        "6 MB": f"{HEADER}.{PAYLOAD}.{'A' * 6_000_000}",
        "10,000 dots": "." * 10_000,
    },
    "WrongTokenError": {
        "alg none": f"{NONE}.{PAYLOAD}.{SIGNATURE}",
        "alg HS256": header(b'{"alg":"HS256"}'),
        "alg in other letters": header(b'{"alg":"rs256"}'),
        "alg missing": header(b"{}"),
        "alg no text": header(b'{"alg":["RS256"]}'),
        "a header that says typ JWE": header(b'{"alg":"RS256","typ":"JWE"}'),
        "a payload that is an empty object": payload(b"{}"),
        "cognito:groups already text": changed(**{"cognito:groups": "admins,staff"}),
        "cognito:groups of numbers": changed(**{"cognito:groups": [1, 2]}),
        "an access token": sign(without(A, "aud") | {"token_use": "access", "client_id": A["aud"]}),
        "token_use access in an ID token": changed(token_use="access"),
        "token_use missing": sign(without(A, "token_use")),
        "token_use no text": changed(token_use=["id"]),
        "aud a list": changed(aud=[A["aud"]]),
        "exp missing": sign(without(A, "exp")),
        "exp text": changed(exp=str(A["exp"])),
        "exp boolean": changed(exp=True),
        "exp a fraction": changed(exp=A["exp"] + 0.5),
        "exp null": changed(exp=None),
        "iat missing": sign(without(A, "iat")),
        "iat boolean": changed(iat=True),
    },
    "MismatchedTokenError": {
        "user B's valid token": sign(B),
        "sub changed": changed(sub="user-b"),
        "sub in other letter case": changed(sub=A["sub"].upper()),
        "iss changed": changed(iss=f"{user_pool.ISSUER}2"),
        "aud changed": changed(aud="another-client"),
        "jti changed": changed(jti="another"),
        "origin_jti changed": changed(origin_jti="another"),
        "event_id changed": changed(event_id="another"),
        "jti missing": sign(without(A, "jti")),
        "cognito:username changed": changed(**{"cognito:username": "user-b"}),
        "cognito:groups changed": changed(**{"cognito:groups": ["admins", "staff", "root"]}),
        "cognito:groups in other order": changed(**{"cognito:groups": ["staff", "admins"]}),
        "cognito:groups none": changed(**{"cognito:groups": []}),
        "cognito:groups with one twice": changed(
            **{"cognito:groups": ["admins", "staff", "staff"]}
        ),
        "cognito:groups missing": sign(without(A, "cognito:groups")),
        "aud of another client": changed(aud="3n4example0client0id0000002"),
        "iss of another pool": changed(iss=user_pool.ISSUER.replace("Example01", "Example02")),
    },
    "ExpiredTokenError": {
        "expired by a second": changed(exp=NOW - 1),
        "exp negative": changed(exp=-A["exp"]),
        "exp huge": changed(exp=2**62),
        "exp an integer of 4,000 digits": changed(exp=int("9" * 4_000)),
        "exp in milliseconds": changed(exp=A["exp"] * 1000),
        "iat an hour ahead": changed(iat=NOW + 3600),
    },
}


@pytest.mark.parametrize(
    ("value", "error"),
    [
        pytest.param(value, error, id=name)
        for error, values in REFUSED.items()
        for name, value in values.items()
    ],
)
def test_authorization_is_refused_under_user_a_s_verified_claims(
    call: Call, value: object, error: str
) -> None:
    answer = call(user_pool.me_event(value, user_pool.as_aws(A)))
    assert_refused(answer, 401, str(value))
    assert answer.error == error


VERIFIED_TOO: dict[str, Json] = {
    "sub no text": A | {"sub": 7},
    "aud a list": A | {"aud": [A["aud"]]},
    "token_use access": A | {"token_use": "access"},
    "token_use missing": without(A, "token_use"),
    "cognito:username missing": without(A, "cognito:username"),
    "cognito:groups of no text": A | {"cognito:groups": [["admins"]]},
    "cognito:groups text": A | {"cognito:groups": "admins"},
}


@pytest.mark.parametrize("claims", VERIFIED_TOO.values(), ids=VERIFIED_TOO)
def test_token_that_is_no_id_token_is_refused_though_the_authorizer_took_it(
    call: Call, claims: Json
) -> None:
    """MiniStack's authorizer takes access tokens, and flattens whatever else it takes."""
    for verified in (claims, user_pool.as_ministack(claims)):
        assert_refused(call(user_pool.me_event(sign(claims), verified)), 401, sign(claims))


ACCEPTED_VALUES = {
    "the token alone": TOKEN,
    "Bearer": f"Bearer {TOKEN}",
    "bearer": f"bearer {TOKEN}",
    "BEARER and two spaces": f"BEARER  {TOKEN}",
    "typ JWT": sign(A, typ="JWT"),
    "9,900 characters": of_length(9_900),
    "as much as a header holds": of_length(10_227),
    "an integer of 64 bits": payload(plus('"n":-9223372036854775808')),
    "a day's lifetime": changed(iat=NOW - 60, exp=NOW - 60 + 86400),
    "U+0000": changed(name="\0"),
    "CR LF": changed(name="a\r\nSet-Cookie: b=c"),
    "U+202E": changed(name="\N{RIGHT-TO-LEFT OVERRIDE}evil"),
    "a lone surrogate": changed(name="\ud800"),
    "__proto__": changed(__proto__={"admin": True}),
}


@pytest.mark.parametrize("value", ACCEPTED_VALUES.values(), ids=ACCEPTED_VALUES)
def test_authorization_is_accepted(call: Call, value: str) -> None:
    answer = call(user_pool.me_event(value, user_pool.as_aws(A)))
    assert answer.status == 200
    assert answer.body["claims"]["sub"] == A["sub"]
    assert answer.text.isascii()
