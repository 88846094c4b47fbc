"""What a browser lets pages of other origins ask and read."""

import pytest

from tests.deployment import Deployment
from tests.live.clients import ORIGIN, ORIGINS, preflight, send

SIGNED = "authorization,x-amz-date,x-amz-security-token"
STRANGERS = [
    "null",
    "https://evil.example",
    "https://allowed.evil.example",
    f"{ORIGIN}.evil.example",
    ORIGIN.replace("http:", "https:"),
    ORIGIN.upper(),
]


@pytest.mark.parametrize(("route", "asked"), [("me", "authorization"), ("guest", SIGNED)])
def test_a_preflight_needs_no_token(deployment: Deployment, route: str, asked: str) -> None:
    answer = preflight(deployment.url(route), ORIGIN, asked)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "GET" in answer.headers["Access-Control-Allow-Methods"].split(",")
    allowed = answer.headers["Access-Control-Allow-Headers"].lower().split(",")
    assert set(asked.split(",")) <= set(allowed)
    assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize("origin", ORIGINS)
def test_our_pages_read_answers_and_errors(
    deployment: Deployment, authorization: dict[str, str], origin: str
) -> None:
    answered = send(deployment.url("me"), authorization, origin=origin)
    assert answered.status == 200
    assert answered.headers["Access-Control-Allow-Origin"] == origin
    for path, headers in [("me", {}), ("me", {"Authorization": "x"}), ("guest", {}), ("no", {})]:
        assert send(deployment.url(path), headers, origin=origin).is_readable_by(origin)


@pytest.mark.parametrize("origin", STRANGERS)
def test_pages_of_strangers_read_no_answer(
    deployment: Deployment, authorization: dict[str, str], origin: str
) -> None:
    """The gateway's own errors are constant and for everybody: they tell nothing."""
    answered = send(deployment.url("me"), authorization, origin=origin)
    assert answered.status == 200
    assert not answered.is_readable_by(origin)
    assert not answered.says(origin)
    for route in ("me", "guest"):
        asked = preflight(deployment.url(route), origin)
        assert not asked.is_readable_by(origin)
        assert not asked.says(origin)


def test_a_page_may_not_send_cookies_along(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    for answer in (
        preflight(deployment.url("me"), ORIGIN),
        send(deployment.url("me"), authorization),
        send(deployment.url("me")),
    ):
        assert "Access-Control-Allow-Credentials" not in answer.headers
