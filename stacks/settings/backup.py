"""What is kept of the directory beside the pool."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What is kept of the directory beside the pool, which Cognito has no backup of.

    Attributes:
        nightly: keep a stack that writes the whole directory, without secrets, into a bucket of
            its own every night, and raises an alarm when a night is missed.
        start_hour: when that begins, 0 to 23, in UTC: where the fewest users sign in, for both
            share Cognito's quotas.
        kept_days: how long each night is kept, 1 to 365. For so long nobody can delete it, but
            who may bypass the lock, and it still has who was deleted from the pool since.
        second_factors: ask each user's, which makes everybody an active user of the month on the
            bill (`AdminGetUser`): some 15,000 USD a month for a million users beyond the free ones.
    """

    nightly: bool = False
    start_hour: int = 1
    kept_days: int = 35
    second_factors: bool = False
