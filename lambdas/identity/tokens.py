"""Decodes an ID token strictly and admits it only when the authorizer vouches for it.

API Gateway verifies the signature but flattens the claims to text; the token has the types but
nobody has verified what we decode here. So the two are compared: `admit` answers only a token that
is bound to what the authorizer verified, and of its claims only those that the authorizer says
too. No cryptography, no input or output: everything is in the arguments.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from identity.errors import (
    ExpiredTokenError,
    MalformedTokenError,
    MismatchedTokenError,
    UnverifiedTokenError,
    WrongTokenError,
)
from identity.renderings import Claims, answerable, list_renderings
from identity.strict_json import StrictJsonError, read_object

# Characters. API Gateway takes 10,240 bytes of headers, names and values together (API Gateway
# developer guide, "Quotas for configuring and running a REST API").
MAX_LENGTH = 10_240 - len("Authorization")
MAX_LIFETIME = 24 * 60 * 60  # seconds; Cognito issues no ID token for longer than a day
CLOCK_SKEW = 60  # seconds that Cognito's clock may be ahead of ours

_ID_CLAIMS = ("sub", "iss", "aud", "token_use", "cognito:username")
_BINDING_CLAIMS = (*_ID_CLAIMS, "jti", "origin_jti", "event_id")
_GROUPS = "cognito:groups"


def admit(token: str, verified: Mapping[str, Any], *, now: float, client: str | None) -> Claims:
    """What the authorizer has verified of an ID token's claims, typed as in the token.

    Args:
        token: the JWT, without the scheme.
        verified: the authorizer's claims (`requestContext.authorizer.claims`), all text.
        now: seconds since the epoch; the authorizer's answer may be five minutes old.
        client: the only app client to answer, as API Gateway takes every client of the pool;
            None: no client is known, and nobody is answered.

    Raises:
        TokenError: the token is not answered; see its tree.
    """
    if not verified:
        raise UnverifiedTokenError
    claims = decode(token)
    _check_kind(claims)
    _check_agreement(claims, verified)
    if claims["aud"] != client:
        raise WrongTokenError
    _check_lifetime(claims, now)
    return answerable(claims, verified)


def decode(token: str) -> Claims:
    """The payload of a JWT in its one strict form (RFC 7515 section 3.1), nothing verified.

    Raises:
        MalformedTokenError: not three canonical base64url segments of bounded length, or a header
            or payload that is not one JSON object, strictly read.
        WrongTokenError: encrypted, or signed with something other than Cognito's RS256.
    """
    segments = token.split(".") if len(token) <= MAX_LENGTH else []
    match [_octets(segment) for segment in segments]:
        case [header, payload, signature] if signature:
            fields, claims = _object(header), _object(payload)
        case _:
            raise MalformedTokenError
    if fields.get("alg") != "RS256" or fields.get("typ", "JWT") != "JWT":
        raise WrongTokenError
    return claims


def _octets(segment: str) -> bytes:
    """The segment's bytes; only their own canonical encoding will do, no padding, no junk."""
    try:
        octets = urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        raise MalformedTokenError from None
    if urlsafe_b64encode(octets).rstrip(b"=") != segment.encode():
        raise MalformedTokenError
    return octets


def _object(octets: bytes) -> Claims:
    try:
        return read_object(octets)
    except StrictJsonError:
        raise MalformedTokenError from None


def _check_kind(claims: Claims) -> None:
    if not all(isinstance(claims.get(name), str) for name in _ID_CLAIMS):
        raise WrongTokenError
    kind = claims["token_use"]
    if kind != "id":
        raise WrongTokenError


def _check_agreement(claims: Claims, verified: Mapping[str, Any]) -> None:
    """Compare what binds a token to its user, issue and client, and what it lets the user do."""
    if any(claims.get(name) != verified.get(name) for name in _BINDING_CLAIMS):
        raise MismatchedTokenError
    groups = claims.get(_GROUPS, [])
    if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
        raise WrongTokenError
    if verified.get(_GROUPS, "") not in list_renderings(groups):
        raise MismatchedTokenError


def _check_lifetime(claims: Claims, now: float) -> None:
    """Expired when `exp` is reached; an `iat` ahead of the clock was not issued by Cognito."""
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:  # a bool is an int to isinstance
        raise WrongTokenError
    if not issued - CLOCK_SKEW <= now < expires <= issued + MAX_LIFETIME:
        raise ExpiredTokenError
