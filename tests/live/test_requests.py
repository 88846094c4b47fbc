"""Requests that the API does not know, or cannot take: refused in a constant sentence."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.credentials import Credentials

from stages import STAGES
from tests.deployment import Deployment
from tests.live.clients import Caller, assert_constant, send, signature


@pytest.fixture
def keys(user: Caller) -> Credentials:
    """A user's AWS credentials: every stage gives them, guests or not."""
    return user[1]


@pytest.mark.parametrize(
    "path",
    ["", "secrets", "ME", "me/extra", "guest/me", "admin", "favicon.ico", "%2e%2e/v2/me", "me%00"],
)
def test_an_unknown_path_is_refused(
    deployment: Deployment, authorization: dict[str, str], path: str
) -> None:
    answer = send(deployment.url(path), authorization)
    secrets = authorization["Authorization"].split(".")
    assert_constant(answer, 403, "Forbidden", *secrets, *filter(None, [path]))


def test_a_route_with_a_slash_behind_is_another_path(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    assert_constant(send(deployment.url("me/"), authorization), 404, "Not Found")


@pytest.mark.parametrize("route", ["me", "guest"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_an_unknown_method_is_refused(
    deployment: Deployment, authorization: dict[str, str], route: str, method: str
) -> None:
    headers = authorization if route == "me" else {}
    answer = send(deployment.url(route), headers, method=method)
    assert_constant(answer, 403, "Forbidden", *headers.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"secret_key": "wrong"}, "Forbidden", id="a wrong secret"),
        pytest.param({"token": "wrong"}, "Request refused", id="a wrong session token"),
        pytest.param({"token": None}, "Request refused", id="no session token"),
        pytest.param({"access_key": "ASIA" + "X" * 16}, "Request refused", id="an unknown key"),
    ],
)
def test_a_wrong_signature_is_refused(
    deployment: Deployment, keys: Credentials, change: dict[str, Any], message: str
) -> None:
    spoilt = {name: getattr(keys, name) for name in ("access_key", "secret_key", "token")}
    url = deployment.url("guest")
    headers = signature(url, Credentials(**spoilt | change))
    assert_constant(send(url, headers), 403, message, headers["Authorization"], keys.access_key)


def test_a_signature_is_good_for_its_own_request_alone(
    deployment: Deployment, keys: Credentials
) -> None:
    headers = signature(deployment.url("guest?page=1"), keys)
    assert send(deployment.url("guest?page=1"), headers).status == 200
    assert_constant(send(deployment.url("guest?page=2"), headers), 403, "Forbidden")


def test_the_guest_route_wants_a_signature(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    url = deployment.url("guest")
    assert_constant(send(url), 403, "Forbidden")
    assert_constant(send(url, authorization), 403, "Request refused", *authorization.values())


@pytest.fixture
def narrow_stage(deployment: Deployment) -> Iterator[None]:
    """The deployed stage with room for three requests, and one more every ten seconds."""
    _, api_id, api_stage, _ = deployment.outputs["ApiUrl"].rsplit("/", 3)
    gateway = boto3.client("apigateway")
    deployed = gateway.get_stage(restApiId=api_id, stageName=api_stage)["methodSettings"]["*/*"]
    throttling = STAGES["local"].api.throttling
    assert deployed["throttlingRateLimit"] == throttling.rate
    assert deployed["throttlingBurstLimit"] == throttling.burst

    def throttle(rate: float, burst: int) -> None:
        limits = {"rateLimit": rate, "burstLimit": burst}
        gateway.update_stage(
            restApiId=api_id,
            stageName=api_stage,
            patchOperations=[
                {"op": "replace", "path": f"/*/*/throttling/{name}", "value": str(value)}
                for name, value in limits.items()
            ],
        )

    throttle(0.1, 3)
    try:
        yield
    finally:
        throttle(throttling.rate, throttling.burst)


@pytest.mark.usefixtures("narrow_stage")
def test_a_burst_above_the_throttle_is_told_to_wait(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    """With the stage's own limits it would take thousands of requests a second to see it."""
    answers = [send(deployment.url("me"), authorization) for _ in range(6)]
    assert [answer.status for answer in answers] == [200] * 3 + [429] * 3
    for refused in answers[3:]:
        assert_constant(refused, 429, "Too many requests", *authorization.values())
