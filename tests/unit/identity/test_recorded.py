"""What REST APIs have really sent: an event of 2019 and one of 2026, with what their tokens held.

Structure and renderings are those of events in public repositories, found by
`"exp": "Mon Jun 10 17:37:39 UTC 2019"` (a federated user of a pool that had no `jti` yet) and by
`"exp": "Mon Jun 15 05:56:21 UTC 2026"`. Names, ids and the lists' items are invented.
"""

import time
from typing import Any

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call


def recorded(name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """A token's claims and the event they came with, signed anew, at the time of the request."""
    record = user_pool.load_event(name)
    claims, event = record["token"], record["event"]
    token = user_pool.sign(claims)
    event["headers"]["Authorization"] = token
    event["multiValueHeaders"]["Authorization"] = [token]
    monkeypatch.setattr(time, "time", lambda: event["requestContext"]["requestTimeEpoch"] / 1000)
    return claims, event


@pytest.mark.parametrize("name", ["recorded_2019", "recorded_2026"])
def test_every_claim_of_a_recorded_event_is_answered_with_its_type(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    claims, event = recorded(name, monkeypatch)
    answer = call(event)
    assert (answer.status, answer.body) == (200, {"claims": claims})


@pytest.mark.parametrize("name", ["recorded_2019", "recorded_2026"])
def test_our_rendering_is_the_recorded_one(name: str) -> None:
    record = user_pool.load_event(name)
    said = dict(record["event"]["requestContext"]["authorizer"]["claims"])
    ours = user_pool.as_aws(record["token"])
    said.pop("identities", None)  # whose members come in an order of their own
    ours.pop("identities", None)
    assert ours == said
