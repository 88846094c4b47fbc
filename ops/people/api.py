"""GET a route of the deployed API, with a header or with a signature."""

import json
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """GET a URL and return the status and the JSON body; None for a body that is not JSON."""
    return _send(AWSRequest("GET", url, headers=headers or {}))


def get_signed(url: str, credentials: Credentials, region: str) -> tuple[int, Any]:
    """GET a URL of API Gateway, signed with SigV4, and return the status and the JSON body."""
    request = AWSRequest("GET", url)
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return _send(request)


def _send(request: AWSRequest) -> tuple[int, Any]:
    response = URLLib3Session(proxies={}).send(request.prepare())
    try:
        return response.status_code, json.loads(response.content)
    except ValueError:
        return response.status_code, None
