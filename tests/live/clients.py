"""What a client of the deployed API and pools sees."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from ops.deployment.environment import REGION
from ops.people.person import Person
from stages import STAGES

ORIGIN, *_ = STAGES["local"].api.cors_origins
CONNECTIONS = 16
Caller = tuple[str, Credentials]
NewPerson = Callable[[], Person]
NewUser = Callable[[], Person]
SignIn = Callable[[Person], dict[str, Any]]
Settings = Callable[..., str]
WRONG_PASSWORD = "NotAuthorizedException", "Incorrect username or password."
_http = urllib3.PoolManager(maxsize=CONNECTIONS, retries=False)


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; `headers` is case-insensitive."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The JSON body."""
        return json.loads(self.text)

    def says(self, text: str) -> bool:
        """Tell whether the text stands anywhere in the answer."""
        return text in self.text or any(text in value for value in self.headers.values())

    def is_readable_by(self, origin: str) -> bool:
        """Tell whether a browser hands this answer to a page of that origin (Fetch, CORS check)."""
        return self.headers.get("Access-Control-Allow-Origin") in ("*", origin)


def send(
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    origin: str | None = ORIGIN,
) -> Answer:
    """Send a request as a page of that origin would, or as no page at all."""
    sent = urllib3.HTTPHeaderDict(headers or {})
    if origin is not None:
        sent["Origin"] = origin
    response = _http.request(method, url, headers=sent)
    return Answer(response.status, response.headers, response.data.decode())


def preflight(
    url: str, origin: str, asked: str = "authorization", *, method: str = "GET"
) -> Answer:
    """Ask, as a browser does, whether a page of that origin may GET or so with these headers."""
    headers = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": asked}
    return send(url, headers, method="OPTIONS", origin=origin)


def signature(url: str, credentials: Credentials) -> dict[str, str]:
    """Return the headers that sign a GET of that URL of API Gateway with SigV4."""
    request = AWSRequest("GET", url)
    SigV4Auth(credentials, "execute-api", REGION).add_auth(request)
    return dict(request.headers.items())


def refusal(call: Callable[..., object], *arguments: object, **named: object) -> tuple[str, str]:
    """Make a call that AWS refuses, and return the code and the message of the refusal."""
    try:
        call(*arguments, **named)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    raise AssertionError("AWS did what it was asked")


def seconds(client_settings: Mapping[str, Any], token: str) -> int:
    """Return how long the app client lets a kind of token live: `IdToken` or `AccessToken`."""
    unit = client_settings["TokenValidityUnits"][token]
    return int(client_settings[f"{token}Validity"]) * {"minutes": 60, "hours": 3600}[unit]


def assert_constant(answer: Answer, status: int, message: str, *secrets: str) -> None:
    """Assert a refusal that says one constant sentence, to any page of ours, and nothing else."""
    assert (answer.status, answer.body) == (status, {"message": message})
    assert answer.is_readable_by(ORIGIN)
    for secret in secrets:
        assert not answer.says(secret), "the answer repeats what was sent"
