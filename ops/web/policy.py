"""What a host of the page has to send, made of the deployment's own settings."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SETTINGS = "amplify_outputs.json"
# In web/index.html as it is built: the page reaches its own host and nothing else.
UNSEALED = re.compile(r"connect-src 'self'[^;\"]*")


def headers(settings: dict[str, Any] | None) -> dict[str, str]:
    """Return the headers that every answer has, whatever was asked; None: there are no settings."""
    return {
        "Content-Security-Policy": content_security_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def content_security_policy(settings: dict[str, Any] | None) -> str:
    """Return a policy under which the page can reach this deployment and nothing else.

    It adds to the one in the page what only a header can say: frame-ancestors.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
        f" {_reachable(settings)}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def seal(directory: Path) -> None:
    """Write into the page of a folder where it may go: to what the settings beside it name.

    The page then holds to it on a host that sends no header, too. It can be done again.
    """
    settings = json.loads((directory / SETTINGS).read_text())
    page = directory / "index.html"
    page.write_text(UNSEALED.sub(_reachable(settings), page.read_text()))


def _reachable(settings: dict[str, Any] | None) -> str:
    """Return the directive with the exact origins of the pool, the identity pool and the API."""
    if settings is None:
        return "connect-src 'self'"
    region = settings["auth"]["aws_region"]
    local = settings["custom"].get("local") or {}
    addresses = [
        local.get("userPoolEndpoint", f"https://cognito-idp.{region}.amazonaws.com"),
        local.get("identityPoolEndpoint", f"https://cognito-identity.{region}.amazonaws.com"),
        *(api["endpoint"] for api in settings["custom"]["API"].values()),
    ]
    origins = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses})
    return f"connect-src 'self' {' '.join(origins)}"
