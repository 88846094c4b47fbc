"""What hypothesis thinks of: tokens honest, altered and spoilt, and events disturbed."""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import strategies as st

from tests.unit.identity import user_pool
from tests.unit.identity.user_pool import NOW, Json, compact

FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
# The members of an event that the Lambda reads, to be drawn more often than the rest.
TELLING = ("headers", "multiValueHeaders", "requestContext") * 3

# Every code point: controls, surrogates, private use and unassigned ones too.
texts = st.text(st.characters(exclude_categories=()), max_size=40)
digits = st.integers(20, 4_200).map(lambda length: int("9" * length))
integers = st.integers(-(2**63), 2**63 - 1) | st.integers(NOW - 9999, NOW + 9999) | digits
scalars = st.none() | st.booleans() | integers | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
renders = st.sampled_from([user_pool.as_aws, user_pool.as_ministack])
# Custom domains' base paths, and what passes for one.
base_paths = st.sampled_from(["", "/v1", "/auth", "/a/b.c/(d)", "/me", "/..."])
forms = st.tuples(st.sampled_from(["me_aws", "me_ministack"]), renders, base_paths)
unrouted: Json = {}
as_guest: Json = {"path": "/guest", "resource": "/guest"}
routes = st.sampled_from([unrouted, as_guest]) | st.fixed_dictionaries(
    {},
    optional={
        "path": st.sampled_from(["/me", "/me/", "//me", "/guest", "/v1/me", "/../me"]) | texts,
        "resource": st.sampled_from(["/me", "/guest", "/{id}"]) | texts,
        "httpMethod": st.sampled_from(["GET", "get", "POST", "OPTIONS"]) | texts,
    },
)
# What an authorizer could say of another value, or of none.
sayings = texts | st.sampled_from(
    [
        *(
            "true",
            "false",
            "null",
            "0",
            "1",
            "-0",
            "1e3",
            "1.0",
            "[]",
            "{}",
            "[[]]",
            "a,b",
            "[a b]",
        ),
        *("Fri Jul 29 18:52:53 UTC 2016", "None", "True", "NaN", "Infinity", '"', "[" * 5_000),
    ]
)
schemes = st.sampled_from(["", "Bearer ", "bearer ", "BEARER  "])


@st.composite
def genuine_claims(draw: st.DrawFn) -> Json:
    """What a pool might ever say of a user: each text anything, each optional claim or not."""
    claims = draw(st.dictionaries(texts, values, max_size=5)) | user_pool.id_claims()
    if draw(st.integers(0, 9)) == 0:  # as large as headers allow
        claims["custom:long"] = "n" * draw(st.integers(3_000, 6_500))
    for name in ("sub", "cognito:username", "jti", "origin_jti", "event_id", "name"):
        claims[name] = draw(texts)
    claims["cognito:groups"] = draw(st.lists(texts, max_size=4))
    for name in ("cognito:groups", "jti", "origin_jti", "event_id"):
        if draw(st.booleans()):
            del claims[name]
    return claims


@st.composite
def misrendered(draw: st.DrawFn, said: Json) -> Json:
    """What an authorizer says of claims, with a few left out, replaced, mixed up or added."""
    for _ in range(draw(st.integers(1, 3))):
        name, other = (draw(st.sampled_from(sorted(said))) for _ in range(2))
        match draw(st.sampled_from(["leave out", "say", "mix up", "add", "replace"])):
            case "leave out" if len(said) > 1:
                del said[name]
            case "say":
                said[name] = draw(sayings)
            case "mix up":
                said[name], said[other] = said[other], said[name]
            case "add":
                said[draw(texts)] = draw(sayings)
            case _:
                said[name] = draw(values)
    return said


@st.composite
def altered_claims(draw: st.DrawFn) -> Json:
    """A user's claims with a few replaced by anything or gone, as no pool would sign them."""
    claims = user_pool.id_claims()
    times = st.integers(NOW - 4000, NOW + 4000)
    for name in draw(st.lists(st.sampled_from(sorted(claims)), max_size=3)):
        kept = draw(st.booleans())
        claims[name] = draw(times if name in ("iat", "exp") and kept else values)
        if not kept:
            del claims[name]
    return claims


@st.composite
def spoilt(draw: st.DrawFn, octets: bytes) -> bytes:
    """These bytes with a piece replaced by another, or by much of the same."""
    start = draw(st.integers(0, len(octets)))
    end = draw(st.integers(start, min(len(octets), start + 8)))
    pieces = st.sampled_from(
        [b"", b'"', b"{", b"[", b"\0", b"\xff", b"=", b".", b" ", b"9", b"NaN,"]
    )
    piece = draw(pieces | st.binary(max_size=4)) * draw(st.sampled_from([1, 1, 1, 2, 30, 3000]))
    return octets[:start] + piece + octets[end:]


@st.composite
def tokens(draw: st.DrawFn) -> str:
    """A token: honest, or altered before the pool's key or another signs it, or after that."""
    header, payload = user_pool.HEADER, json.dumps(draw(altered_claims())).encode()
    match draw(st.sampled_from(["claims", "header", "payload", "key", "text"])):
        case "header":
            header = draw(spoilt(header) | st.sampled_from([b'{"alg":"none"}', b'{"alg":"HS256"}']))
        case "payload":
            payload = draw(spoilt(payload))
        case "key":
            return compact(header, payload, FOREIGN_KEY)
        case "text":
            return draw(spoilt(compact(header, payload).encode())).decode("latin-1")
    return compact(header, payload)


@st.composite
def disturbed(draw: st.DrawFn, request: Json) -> Json:
    """The event with a few members gone, replaced or renamed; never with other verified claims.

    Forged authorizer claims take lambda:InvokeFunction: outside the threat model.
    """
    request |= draw(routes)
    for _ in range(draw(st.integers(0, 3))):
        parent: Any = request
        path: list[Any] = [
            draw(st.sampled_from([*request, *(name for name in TELLING if name in request)]))
        ]
        while isinstance(node := parent[path[-1]], dict | list) and node and draw(st.booleans()):
            keys = list(node) if isinstance(node, dict) else range(len(node))
            parent, path = node, [*path, draw(st.sampled_from(keys))]
        if path[:3] == ["requestContext", "authorizer", "claims"]:
            continue
        match draw(st.sampled_from(["remove", "replace", "rename", "repeat"])):
            case "replace":
                parent[path[-1]] = draw(values)
            case "rename" if isinstance(parent, dict):
                parent[path[-1].swapcase()] = parent.pop(path[-1])
            case "repeat" if isinstance(parent, list):
                parent.insert(draw(st.integers(0, 1)), draw(values))
            case _:
                del parent[path[-1]]
    return request
