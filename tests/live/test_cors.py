"""What a browser lets pages of other origins ask and read."""

import pytest

from tests.deployment import Deployment
from tests.live.clients import ORIGIN, preflight, send

SIGNED = "authorization,x-amz-date,x-amz-security-token"
# Where a dev server may be found: those of Vite, Angular, Ionic, Next, a static host, and others.
DEV_SERVERS = [
    "http://localhost:5173",
    "http://127.0.0.1:5173",
    "http://localhost:4200",
    "http://localhost:8100",
    "http://127.0.0.1:3000",
    "http://[::1]:5174",
    "http://localhost:65535",
    "http://localhost",
]
STRANGERS = [
    "null",
    "https://evil.example",
    "http://localhost.evil.example:5173",
    "http://evil.example:5173",
    f"{ORIGIN}.evil.example",
    ORIGIN.replace("http:", "https:"),
    ORIGIN.upper(),
]


@pytest.mark.parametrize("origin", DEV_SERVERS)
@pytest.mark.parametrize(("route", "asked"), [("me", "authorization"), ("guest", SIGNED)])
def test_a_preflight_needs_no_token(
    deployment: Deployment, route: str, asked: str, origin: str
) -> None:
    answer = preflight(deployment.url(route), origin, asked)
    assert answer.status == 204
    assert answer.is_readable_by(origin)
    assert "GET" in answer.headers["Access-Control-Allow-Methods"].split(",")
    allowed = answer.headers["Access-Control-Allow-Headers"].lower().split(",")
    assert set(asked.split(",")) <= set(allowed)


@pytest.mark.parametrize("origin", DEV_SERVERS)
def test_a_page_of_this_machine_reads_answers_and_errors_at_whichever_port(
    deployment: Deployment, authorization: dict[str, str], origin: str
) -> None:
    answered = send(deployment.url("me"), authorization, origin=origin)
    assert answered.status == 200
    assert answered.headers["Access-Control-Allow-Origin"] == origin
    for path, headers in [("me", {}), ("me", {"Authorization": "x"}), ("guest", {}), ("no", {})]:
        refused = send(deployment.url(path), headers, origin=origin)
        assert refused.status in (401, 403)
        assert refused.is_readable_by(origin)


@pytest.mark.parametrize("origin", DEV_SERVERS)
@pytest.mark.parametrize(
    "operation", ["AWSCognitoIdentityProviderService.SignUp", "AWSCognitoIdentityService.GetId"]
)
def test_a_page_of_this_machine_reaches_both_pools_at_whichever_port(
    deployment: Deployment, origin: str, operation: str
) -> None:
    """By a POST as the SDKs send it, and by what a browser asks before."""
    url = f"{deployment.endpoint}/"
    asked = preflight(url, origin, "content-type,x-amz-target", method="POST")
    assert asked.is_readable_by(origin)
    answered = send(
        url,
        {"X-Amz-Target": operation, "Content-Type": "application/x-amz-json-1.1"},
        method="POST",
        origin=origin,
    )
    assert answered.is_readable_by(origin)


@pytest.mark.parametrize("origin", STRANGERS)
def test_pages_of_strangers_read_no_answer(
    deployment: Deployment, authorization: dict[str, str], origin: str
) -> None:
    """The gateway's own errors and the local preflight are constant and for everybody."""
    answered = send(deployment.url("me"), authorization, origin=origin)
    assert answered.status == 200
    assert not answered.is_readable_by(origin)
    assert not answered.says(origin)
    for route in ("me", "guest"):
        assert not preflight(deployment.url(route), origin).says(origin)


@pytest.mark.parametrize("path", ["2015-03-31/functions", "_ministack/health"])
def test_pages_of_strangers_reach_nothing_but_the_api(deployment: Deployment, path: str) -> None:
    """The local cloud's root keys are known: who could ask it could run code on this machine."""
    url = f"{deployment.endpoint}/{path}"
    for origin in STRANGERS[:4]:
        assert send(url, origin=origin).status == 403
        refused = preflight(url, origin, SIGNED, method="POST")
        assert refused.status == 403
        assert not refused.is_readable_by(origin)
    assert send(url, {"Sec-Fetch-Site": "cross-site"}, origin=None).status == 403


def test_a_page_may_not_send_cookies_along(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    for answer in (
        preflight(deployment.url("me"), ORIGIN),
        send(deployment.url("me"), authorization),
        send(deployment.url("me")),
    ):
        assert "Access-Control-Allow-Credentials" not in answer.headers
