"""What design and contract admit, and what an answer may say: in other words than the code's."""

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

import jwt

from tests.unit.identity.calling import Answer
from tests.unit.identity.user_pool import Json

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
