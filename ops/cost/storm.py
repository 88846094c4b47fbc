"""Many users who sign in at once, against Cognito's published quotas: a simulation by events.

Each user sends InitiateAuth, and when that is answered RespondToAuthChallenge, as SRP does. Each of
the two has a token bucket that holds one second's quota (AWS publishes the rates and no burst).
Who is refused (TooManyRequestsException) does what the client's strategy says. An answer takes a
tenth of a second. The numbers are the same in every run: chance is seeded.
"""

import heapq
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from .clients import Strategy
from .quotas import CHALLENGES_A_SECOND, SIGN_INS_A_SECOND

ANSWER_SECONDS = 0.1
MOST_USERS = 20_000  # without back-off the requests grow by their square
_SEED = 20_260_601


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a storm.

    Attributes:
        strategy: its name.
        users: who wanted to sign in.
        waits: seconds that each who did had waited, in order.
        each_second: requests that Cognito was sent in each second.
        requests: sent to Cognito.
        refused: of these.
    """

    strategy: str
    users: int
    waits: Sequence[float]
    each_second: Sequence[int]
    requests: int
    refused: int

    def waited(self, share: float) -> float | None:
        """Return in how many seconds this share of all users was signed in; None: not so many."""
        place = max(1, round(share * self.users))
        return self.waits[place - 1] if place <= len(self.waits) else None


class Bucket:
    """A token bucket that holds one second's tokens, full at first."""

    def __init__(self, rate: float) -> None:
        """Make it, of a rate in requests a second."""
        self._rate, self._tokens, self._at = rate, rate, 0.0

    def take(self, now: float) -> bool:
        """Take a token if there is one."""
        self._tokens = min(self._rate, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


@dataclass
class _User:
    """Somebody who signs in."""

    came: float
    answered: int = 0  # of the two requests
    refusals: int = 0  # of the one that is next


@dataclass
class _Count:
    """What is counted while it lasts."""

    requests: int = 0
    refused: int = 0
    waits: list[float] = field(default_factory=list)
    seconds: Counter[int] = field(default_factory=Counter)


def storm(
    users: int,
    seconds: float,
    strategy: Strategy,
    *,
    rate: float = float(SIGN_INS_A_SECOND),
    challenge_rate: float = float(CHALLENGES_A_SECOND),
) -> Outcome:
    """Simulate so many users who come within so many seconds.

    Args:
        users: who want to sign in.
        seconds: in which they come, evenly.
        strategy: what their clients do.
        rate: the quota of InitiateAuth, requests a second.
        challenge_rate: that of RespondToAuthChallenge.
    """
    chance = random.Random(_SEED)  # noqa: S311 - a simulation
    buckets = (Bucket(rate), Bucket(challenge_rate))
    order = count()
    came = [place * seconds / users for place in range(users)]
    let_in = _let_in(came, rate) if strategy.queue else came
    events = [(at, next(order), _User(came=was)) for at, was in zip(let_in, came, strict=True)]
    heapq.heapify(events)
    counted = _Count()
    while events:
        now, _, user = heapq.heappop(events)
        again = _request(user, now, buckets, counted)
        if again is None and user.refusals and (pause := strategy.wait(user.refusals, chance)):
            again = now + pause
        if again is not None:
            heapq.heappush(events, (again, next(order), user))
    return Outcome(
        strategy=strategy.name,
        users=users,
        waits=sorted(counted.waits),
        each_second=[counted.seconds[at] for at in range(max(counted.seconds) + 1)],
        requests=counted.requests,
        refused=counted.refused,
    )


def _let_in(came: Sequence[float], rate: float) -> list[float]:
    """Return when each is let in: in their order, and no faster than the quota."""
    at: list[float] = []
    last = 0.0
    for moment in came:
        last = max(moment, last + 1 / rate) if at else moment
        at.append(last)
    return at


def _request(user: _User, now: float, buckets: Sequence[Bucket], counted: _Count) -> float | None:
    """Send the user's next request; return when the one after it is due, if it was answered."""
    counted.requests += 1
    counted.seconds[int(now)] += 1
    if not buckets[user.answered].take(now):
        counted.refused += 1
        user.refusals += 1
        return None
    user.answered += 1
    user.refusals = 0
    if user.answered < len(buckets):
        return now + ANSWER_SECONDS
    counted.waits.append(now + ANSWER_SECONDS - user.came)
    return None
