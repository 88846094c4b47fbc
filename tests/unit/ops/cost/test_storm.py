"""Many sign-ins at once: the simulation, against what can be worked out by hand."""

import random

import pytest

from ops.cost.clients import STRATEGIES, Strategy, backing_off, each_second, sdk
from ops.cost.storm import Bucket, storm

BY_NAME = {one.name: one for one in STRATEGIES}


def test_a_bucket_gives_a_second_at_once_and_then_its_rate() -> None:
    bucket = Bucket(10)
    assert [bucket.take(0.0) for _ in range(11)] == [True] * 10 + [False]
    assert not bucket.take(0.05)
    assert bucket.take(0.15)
    assert [bucket.take(100.0) for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda one: one.name)
def test_below_the_quota_everybody_is_in_at_once_whatever_clients_do(strategy: Strategy) -> None:
    calm = storm(200, 20, strategy)
    assert len(calm.waits) == 200
    assert calm.waited(1) == pytest.approx(0.2)
    assert (calm.requests, calm.refused) == (400, 0)


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda one: one.name)
def test_every_request_is_one_that_was_answered_or_refused(strategy: Strategy) -> None:
    seen = storm(3_000, 5, strategy)
    assert sum(seen.each_second) == seen.requests
    assert seen.refused <= seen.requests
    # Nothing lets more in than the quota: a full bucket, and its rate from then on.
    seconds = len(seen.each_second)
    assert len(seen.waits) <= 120 * (seconds + 1)


def test_who_gives_up_stays_outside_and_who_waits_gets_in() -> None:
    seen = {name: storm(3_000, 5, one) for name, one in BY_NAME.items()}
    assert len(seen["give up"].waits) < len(seen["as AWS SDKs"].waits) < 3_000
    assert seen["give up"].waited(1) is None
    for name in ("again each second", "back-off with jitter", "waiting room"):
        assert len(seen[name].waits) == 3_000
    assert seen["waiting room"].refused == 0
    assert (
        seen["waiting room"].requests
        < seen["back-off with jitter"].requests
        < seen["again each second"].requests
    )


def test_a_waiting_room_takes_as_long_as_the_quota_does() -> None:
    seen = storm(3_000, 5, BY_NAME["waiting room"])
    # The last comes after 5 s and is let in after 3,000 / 120 s.
    assert seen.waited(1) == pytest.approx(3_000 / 120 - 5, abs=0.5)


def test_another_quota_lets_others_in() -> None:
    slow = storm(1_000, 1, BY_NAME["waiting room"], rate=50, challenge_rate=150)
    assert slow.waited(1) == pytest.approx(1_000 / 50 - 1, abs=0.5)


def test_the_same_storm_is_the_same_again() -> None:
    one, again = (storm(2_000, 2, BY_NAME["back-off with jitter"]) for _ in range(2))
    assert one == again


def test_back_off_doubles_up_to_twenty_seconds_at_random() -> None:
    chance = random.Random(1)  # noqa: S311
    for refusals, most in ((1, 1), (2, 2), (3, 4), (5, 16), (6, 20), (60, 20)):
        waits = [backing_off(refusals, chance) or 0 for _ in range(200)]
        assert 0 <= min(waits) < max(waits) <= most
        assert max(waits) > 0.9 * most
    assert each_second(9, chance) == 1
    assert sdk(2, chance) is not None
    assert sdk(3, chance) is None
