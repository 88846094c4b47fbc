"""A bounded load on the deployed API: good and hostile requests, sixteen at once."""

import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import pytest
from botocore.credentials import Credentials

from tests.deployment import Deployment
from tests.live.clients import CONNECTIONS, ORIGIN, Answer, Caller, NewUser, SignIn, send, signature
from tests.live.tokens import genuine

REQUESTS = 2_000
UNAUTHORIZED = 401, {"message": "Unauthorized"}
FORBIDDEN = 403, {"message": "Forbidden"}


@dataclass(frozen=True)
class Request:
    """A request and the one right answer to it, as status and body."""

    url: str
    headers: Callable[[], dict[str, str]]
    right: tuple[int, Any]
    method: str = "GET"

    def send(self) -> tuple[Answer, float]:
        """Send it; gives the answer, and the seconds it took."""
        start = time.perf_counter()
        answer = send(self.url, self.headers(), method=self.method)
        return answer, time.perf_counter() - start

    def is_right(self, answer: Answer) -> bool:
        """Tell whether this is the right answer, for our pages to read."""
        body = answer.body if answer.text else None
        return (answer.status, body) == self.right and answer.is_readable_by(ORIGIN)


@pytest.fixture
def mix(deployment: Deployment, new_user: NewUser, sign_in: SignIn, user: Caller) -> list[Request]:
    """Half good, half hostile; two users, whose claims must never be mixed up."""
    me, guest = deployment.url("me"), deployment.url("guest")
    first, second = (genuine(deployment, sign_in, new_user()) for _ in range(2))
    identity, keys = user
    thief = Credentials(keys.access_key, "wrong", keys.token)

    def bearing(token: str, right: tuple[int, Any]) -> Request:
        return Request(me, lambda: {"Authorization": token}, right)

    return [
        bearing(first.id_token, (200, {"claims": first.claims})),
        bearing(first.signed(exp=first.claims["iat"] - 1), UNAUTHORIZED),
        bearing(second.id_token, (200, {"claims": second.claims})),
        bearing(first.with_payload(sub=second.claims["sub"]), UNAUTHORIZED),
        Request(
            guest,
            lambda: signature(guest, keys),
            (200, {"identityId": identity, "authenticated": True}),
        ),
        bearing(second.access_token, UNAUTHORIZED),
        Request(me, dict, (204, None), method="OPTIONS"),
        Request(guest, lambda: signature(guest, thief), FORBIDDEN),
        bearing(second.id_token, (200, {"claims": second.claims})),
        Request(deployment.url("nothing"), dict, FORBIDDEN),
    ]


def test_every_request_under_load_gets_its_one_right_answer(
    mix: list[Request], record_property: Callable[[str, object], None]
) -> None:
    requests = list(islice(cycle(mix), REQUESTS))
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        answers = list(threads.map(Request.send, requests))
    seconds = time.perf_counter() - start

    statuses = Counter(answer.status for answer, _ in answers)
    times = statistics.quantiles((taken for _, taken in answers), n=100)
    record_property(
        "figures",
        f"{REQUESTS} requests, {CONNECTIONS} at once: {REQUESTS / seconds:.0f} a second, "
        f"median {times[49] * 1000:.0f} ms, 99 % within {times[98] * 1000:.0f} ms; "
        + ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())),
    )
    wrong = [
        (request.url, answer)
        for request, (answer, _) in zip(requests, answers, strict=True)
        if not request.is_right(answer)
    ]
    assert not wrong
    assert len({answer.headers["x-amzn-RequestId"] for answer, _ in answers}) == REQUESTS
