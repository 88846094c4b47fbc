"""What clients do whom Cognito refuses for the moment."""

import random
from collections.abc import Callable
from dataclasses import dataclass

_SDK_ATTEMPTS = 3

Wait = Callable[[int, random.Random], float | None]
"""Seconds to wait after so many refusals of one request; None gives up."""


def never(_: int, __: random.Random) -> float | None:
    """Give up at the first refusal."""
    return None


def each_second(_: int, __: random.Random) -> float | None:
    """Try again a second later, as often as it takes."""
    return 1.0


def sdk(refusals: int, chance: random.Random) -> float | None:
    """Do as AWS SDKs do: three attempts, with back-off and full jitter.

    AWS SDKs and tools reference guide, "Retry behavior", standard mode.
    """
    return backing_off(refusals, chance) if refusals < _SDK_ATTEMPTS else None


def backing_off(refusals: int, chance: random.Random) -> float | None:
    """Wait at random, for up to twice as long each time, and no more than 20 seconds.

    Exponential back-off with full jitter (AWS Architecture Blog, "Exponential backoff and jitter").
    """
    return chance.uniform(0, min(20, 2 ** (refusals - 1)))


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """What clients do.

    Attributes:
        name: in words.
        wait: after a refusal.
        queue: a waiting room lets in as many as the quota lets sign in.
    """

    name: str
    wait: Wait
    queue: bool = False


STRATEGIES = (
    Strategy(name="give up", wait=never),
    Strategy(name="as AWS SDKs", wait=sdk),
    Strategy(name="again each second", wait=each_second),
    Strategy(name="back-off with jitter", wait=backing_off),
    Strategy(name="waiting room", wait=backing_off, queue=True),
)
