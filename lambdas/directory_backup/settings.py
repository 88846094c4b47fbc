"""The one place that reads the function's environment."""

from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    """What the stack tells the function.

    Attributes:
        pool_id: whose users are kept.
        second_factors: ask each user's: ListUsers does not tell.
        bucket: where.
        start_hour: when a night begins, 0 to 23, in UTC.
        namespace: of the metric.
    """

    pool_id: str
    second_factors: bool
    bucket: str
    start_hour: int
    namespace: str


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read them.

    Raises:
        KeyError: one is missing.
        ValueError: the hour is no number.
    """
    return Settings(
        pool_id=environment["USER_POOL_ID"],
        second_factors=environment["SECOND_FACTORS"] == "true",
        bucket=environment["BUCKET"],
        start_hour=int(environment["START_HOUR"]),
        namespace=environment["METRIC_NAMESPACE"],
    )
