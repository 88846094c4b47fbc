"""The codes of an authenticator app (RFC 6238): six digits, another one every 30 seconds."""

import base64
import hashlib
import hmac
import struct
import time

STEP_SECONDS = 30


def totp(secret: str, now: float | None = None) -> str:
    """Return the code of a base32 secret, as Cognito gives it, at a time in seconds."""
    counter = int((time.time() if now is None else now) // STEP_SECONDS)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"
