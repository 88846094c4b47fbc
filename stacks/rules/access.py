"""What holds for the API and its callers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage


@rule("protection.retain", "api.cors_origins")
def _cors_origins(stage: Stage) -> Iterator[str]:
    origins = stage.api.cors_origins
    if not origins:
        yield (
            "api.cors_origins is empty: no browser could call the API; name your frontends' origins"
        )
    for origin in origins:
        if not _is_origin(origin):
            yield (
                f"api.cors_origins has {origin!r}: write scheme://host or scheme://host:port in"
                " lower case, without path or wildcard, http for localhost only, and no port that"
                " is the scheme's own (443, 80), for browsers leave that out"
            )
        elif stage.protection.retain and origin.startswith("http:"):
            yield (
                f"api.cors_origins has {origin!r}: a local page has no place in a protected stage; "
                "remove it, or set protection.retain=False if no user of this stage matters"
            )


def _is_origin(text: str) -> bool:
    match = re.fullmatch(r"(https?)://([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?", text)
    if match is None or (match[3] and int(match[3]) > 65535):  # noqa: PLR2004 - the last TCP port
        return False
    if (match[1], match[3]) in (("https", "443"), ("http", "80")):
        return False
    return match[1] == "https" or urlsplit(text).hostname in ("localhost", "127.0.0.1")


@rule("api.throttling")
def _throttling(stage: Stage) -> Iterator[str]:
    limit = stage.api.throttling
    if limit.rate < 1 or limit.burst < 1:
        yield "api.throttling.rate and burst must be 1 or more: with 0 nobody gets in"
