"""A user pool in miniature: its key, its ID tokens, and the events that API Gateway makes of them.

PyJWT plays API Gateway's authorizer: it knows the key and shares no code with the Lambda.
"""

import copy
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

Json = dict[str, Any]
Render = Callable[[Json], Json]

NOW = int(time.time())  # one for the whole run, so that what hypothesis draws can be drawn again
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
HEADER = b'{"kid":"pool-key-1","alg":"RS256"}'
ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example01"
CLIENT = "2v6example0client0id0000001"
PHONE = "+14155550123"
ORIGIN = "https://app.example.com"


def id_claims(**changes: Any) -> Json:
    """What Cognito puts into an ID token of user A, alive for half an hour from `NOW`."""
    claims = {
        "sub": "b2c5d4e4-1071-70d2-7a5f-0c6b0b6a7f11",
        "iss": ISSUER,
        "aud": CLIENT,
        "token_use": "id",
        "cognito:username": "b2c5d4e4-1071-70d2-7a5f-0c6b0b6a7f11",
        "cognito:groups": ["admins", "staff"],
        "jti": "4e0f7d0c-86b2-4b7a-9d3c-5a3f0a0b1c2d",
        "origin_jti": "a7c1b2d3-58ac-4c1e-8f1e-1f2e3d4c5b6a",
        "event_id": "0d9c8b7a-2f52-4f55-8a9d-9e8f7a6b5c4d",
        "phone_number": PHONE,
        "phone_number_verified": True,
        "name": "Ada Example",
        "custom:company": "Example GmbH",
        "auth_time": NOW - 1800,
        "iat": NOW - 1800,
        "exp": NOW + 1800,
    }
    return claims | changes


def without(claims: Json, name: str) -> Json:
    """A copy that lacks one claim."""
    return {key: value for key, value in claims.items() if key != name}


def sign(claims: Json, **header: Any) -> str:
    """A compact JWT, signed with the pool's key; the header's fields may be replaced."""
    return compact(json.dumps(json.loads(HEADER) | header).encode(), json.dumps(claims).encode())


def compact(header: bytes, payload: bytes, key: rsa.RSAPrivateKey = KEY) -> str:
    """A JWT of these very bytes, however wrong, under a right signature of them."""
    signed = f"{base64url(header)}.{base64url(payload)}"
    signature = RSAAlgorithm(RSAAlgorithm.SHA256).sign(signed.encode(), key)
    return f"{signed}.{base64url(signature)}"


def base64url(octets: bytes) -> str:
    """RFC 7515's base64url: no padding."""
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def authorizer(token: str) -> Json | None:
    """The claims, if the token is signed by the pool and alive: what API Gateway checks."""
    options: Any = {"verify_aud": False, "require": ["exp", "iat", "iss"]}
    try:
        return jwt.decode(token, KEY.public_key(), ["RS256"], options=options, issuer=ISSUER)
    except jwt.PyJWTError:
        return None


def as_aws(claims: Json) -> Json:
    """A REST API's rendering of verified claims: text all, dates spelt, lists joined by commas."""
    dates = {
        name: datetime.fromtimestamp(second, UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
        for name in ("exp", "iat")
        if isinstance(second := claims[name], int) and 0 <= second < 2**33  # a year of four digits
    }
    return {name: _as_aws(value) for name, value in claims.items()} | dates


def _as_aws(value: object) -> str:
    if isinstance(value, list):
        return ",".join(item if isinstance(item, str) else _json(item) for item in value)
    return value if isinstance(value, str) else _json(value)


def as_ministack(claims: Json) -> Json:
    """The emulator's: no nulls, digits for dates, lists in brackets, items as Python says them."""
    return {name: _as_ministack(value) for name, value in claims.items() if value is not None}


def _as_ministack(value: object) -> str:
    if isinstance(value, list):
        return f"[{' '.join(map(str, value))}]"
    return _json(value) if isinstance(value, bool | dict) else str(value)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def load_event(name: str) -> Json:
    """The event of one situation, from `events/<name>.json`."""
    event: Json = json.loads(
        Path(__file__).with_name("events").joinpath(f"{name}.json").read_text()
    )
    return event


def me_event(authorization: object, verified: object, *, name: str = "me_aws") -> Json:
    """A `GET /me` with this Authorization header, after the authorizer verified these claims."""
    event = load_event(name)
    header = "authorization" if name == "me_ministack" else "Authorization"
    event["headers"][header] = authorization
    event["multiValueHeaders"][header] = [authorization]
    event["requestContext"]["authorizer"] = {"claims": copy.deepcopy(verified)}
    return event


def genuine_event() -> Json:
    """User A's own request, as AWS would deliver it."""
    claims = id_claims()
    return me_event(f"Bearer {sign(claims)}", as_aws(claims))
