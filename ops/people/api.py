"""Call a route of the deployed API, with headers or with a signature."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session


class Answer(NamedTuple):
    """What a route answered.

    Attributes:
        status: of HTTP.
        body: as JSON; None for a body that is none.
        headers: by name, in whatever case.
    """

    status: int
    body: Any
    headers: Mapping[str, str]


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """GET a URL and return the status and the JSON body; None for a body that is not JSON."""
    return send("GET", url, headers)[:2]


def get_signed(url: str, credentials: Credentials, region: str) -> tuple[int, Any]:
    """GET a URL of API Gateway, signed with SigV4, and return the status and the JSON body."""
    request = AWSRequest("GET", url)
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return _send(request)[:2]


def send(method: str, url: str, headers: dict[str, str] | None = None) -> Answer:
    """Make a request."""
    return _send(AWSRequest(method, url, headers=headers or {}))


def _send(request: AWSRequest) -> Answer:
    response = URLLib3Session(proxies={}).send(request.prepare())
    try:
        body = json.loads(response.content)
    except ValueError:
        body = None
    return Answer(response.status_code, body, response.headers)
