"""User A's tokens, spoilt in the ways that somebody has thought of, and all rightly signed."""

import json

from tests.unit.identity import user_pool
from tests.unit.identity.user_pool import base64url, compact, sign

A = user_pool.id_claims()
TOKEN = sign(A)
HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")
OBJECT = json.dumps(A).encode()
NONE = base64url(b'{"alg":"none"}')
B = user_pool.id_claims(sub="user-b", **{"cognito:username": "user-b"})


def payload(octets: bytes) -> str:
    """A signed token with this payload."""
    return compact(user_pool.HEADER, octets)


def header(octets: bytes) -> str:
    """A signed token with user A's claims and this header."""
    return compact(octets, OBJECT)


def plus(member: str) -> bytes:
    """User A's claims with one more member, written as here."""
    return OBJECT[:-1] + f",{member}}}".encode()


def changed(**changes: object) -> str:
    """User A's token with some claims changed, signed all the same."""
    return sign(A | changes)


def of_length(length: int) -> str:
    """User A's own token, padded to a length by its name."""
    for kid in ("", "k", "kk", "kkk"):
        spare = length - len(sign(A | {"name": ""}, kid=kid))
        for size in range(spare * 3 // 4 - 2, spare * 3 // 4 + 3):
            if len(token := sign(A | {"name": "n" * size}, kid=kid)) == length:
                return token
    raise AssertionError(length)


# `?` and `>` in the right places become `_` and `-` in base64url.
STANDARD_ALPHABET = payload(plus('"n":"???>>>"')).replace("_", "/").replace("-", "+")
NEXT_LETTER = chr(ord(SIGNATURE[-1]) + 1)
