"""What is answered: JSON that nobody stores, and that only our frontends' pages may read.

`ALLOWED_ORIGINS` in the environment are the browser origins that may, comma-separated (empty:
none); `http://localhost:*` is that host at any port.
"""

import json
import os
from functools import cache
from typing import Any


def body_of(answer: object) -> str:
    """The text of what a route's own code has answered.

    Raises:
        TypeError, ValueError, RecursionError: it is no dict, or JSON cannot say it.
    """
    if not isinstance(answer, dict):
        raise TypeError
    return json.dumps(answer, allow_nan=False, separators=(",", ":"))


def proxy_answer(status: int, body: str, origin: str | None) -> dict[str, Any]:
    """The answer as API Gateway takes it from a function."""
    headers = {"Content-Type": ["application/json"], "Cache-Control": ["no-store"]}
    if origin is not None and _is_allowed(origin):
        headers["Access-Control-Allow-Origin"] = [origin]
    return {
        "statusCode": status,
        "multiValueHeaders": headers,
        "body": body,
        "isBase64Encoded": False,
    }


def _is_allowed(origin: str) -> bool:
    allowed = _allowed(os.environ.get("ALLOWED_ORIGINS", ""))
    host, _, port = origin.rpartition(":")
    return origin in allowed or (port.isascii() and port.isdecimal() and f"{host}:*" in allowed)


@cache
def _allowed(origins: str) -> frozenset[str]:
    return frozenset(origin.strip() for origin in origins.split(",") if origin.strip())
