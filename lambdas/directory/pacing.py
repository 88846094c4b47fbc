"""Requests below Cognito's quotas, so that work on many users takes no sign-in away from one.

Quotas are requests a second over all pools of an account and region, by category (Cognito developer
guide, "Quotas in Amazon Cognito", "API operation categories and request rate quotas", defaults of
2026: UserCreation 50, UserList 30, UserRead 120, UserResourceRead 50, UserAccountRecovery 30,
UserUpdate and UserResourceUpdate 25 each). What is asked here takes half of a quota: the rest is
the users' own. The operations that change a user share one pace, that of the strictest category: to
which of the three each belongs makes no difference then.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

SHARE = 0.5
UPDATE = "UserUpdate"
QUOTAS = {
    "UserCreation": 50,
    "UserList": 30,
    "UserRead": 120,
    "UserResourceRead": 50,
    "UserAccountRecovery": 30,
    "UserPoolRead": 15,
    UPDATE: 25,
}
CATEGORIES = {
    "AdminCreateUser": "UserCreation",
    "ListUsers": "UserList",
    "ListUsersInGroup": "UserList",
    "AdminGetUser": "UserRead",
    "AdminListGroupsForUser": "UserResourceRead",
    "AdminListUserAuthEvents": "UserResourceRead",
    "AdminResetUserPassword": "UserAccountRecovery",
    "DescribeUserPool": "UserPoolRead",
}


class TokenBucket:
    """Lets requests through, of any thread, at a steady rate, and a short burst after a pause."""

    def __init__(
        self,
        rate: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Make a full bucket.

        Args:
            rate: requests a second; as many may come at once after a second without one.
            clock: seconds.
            sleep: waits some seconds.
        """
        self._rate, self._clock, self._sleep = rate, clock, sleep
        self._tokens, self._at = rate, clock()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Wait until one more request may go."""
        with self._lock:
            now = self._clock()
            self._tokens = min(self._rate, self._tokens + (now - self._at) * self._rate)
            self._at = now
            if self._tokens < 1:
                self._sleep((1 - self._tokens) / self._rate)
                self._at = self._clock()
                self._tokens = 1
            self._tokens -= 1


class Pacer:
    """A bucket for each category of requests, for one client of botocore's."""

    def __init__(self, make: Callable[[float], TokenBucket] = TokenBucket) -> None:
        """Make the buckets."""
        self._buckets = {name: make(quota * SHARE) for name, quota in QUOTAS.items()}

    def pace(self, client: Any) -> None:
        """Let every request of a client wait for its turn, those that botocore repeats too."""
        client.meta.events.register("before-send.cognito-identity-provider", self._wait)

    def _wait(self, event_name: str, **_: object) -> None:
        operation = event_name.rpartition(".")[2]
        self._buckets[CATEGORIES.get(operation, UPDATE)].take()
