"""The plots of docs/scale.md."""

from .chart import Axis, Line, chart
from .example import INCREASES, PARTS, STORM_SECONDS, STORM_USERS, SUM, at, outcomes, parts

_MILLION = 1_000_000
_PLOTTED = [
    round(base * 10**exponent) for exponent in range(4, 8) for base in (1, 1.5, 2.5, 4, 6.5)
] + [100_000_000]


def costs() -> str:
    """Return the plot of the bill over the users."""
    bills = [(users, parts(at(users))) for users in _PLOTTED]
    return chart(
        "What a month costs, by monthly active users",
        Axis(
            label="monthly active users",
            ticks=[10.0**exponent for exponent in range(4, 9)],
            text=size,
            log=True,
        ),
        Axis(
            label="USD a month",
            ticks=[10.0**exponent for exponent in range(1, 8)],
            text=lambda tick: f"{tick:,.0f}",
            log=True,
        ),
        [
            Line(
                name=name,
                points=[(users, float(bill[name])) for users, bill in bills if bill[name]],
            )
            for name in (*PARTS, INCREASES, SUM)
        ],
    )


def storms() -> str:
    """Return the plot of what Cognito is sent in each second of the storm."""
    return chart(
        f"What {STORM_USERS:,} sign-ins within {STORM_SECONDS} seconds send to Cognito",
        Axis(
            label="seconds since the first",
            ticks=[*range(0, 101, 20)],
            text=lambda tick: f"{tick:.0f}",
        ),
        Axis(
            label="requests in a second",
            ticks=[10, 100, 1_000, 10_000],
            text=lambda tick: f"{tick:,.0f}",
            log=True,
        ),
        [
            Line(name=outcome.strategy, points=[*enumerate(outcome.each_second)])
            for outcome in outcomes()
        ],
    )


def size(users: float) -> str:
    """Return a number of users in words."""
    if users >= _MILLION:
        return f"{users / _MILLION:.0f} million"
    return f"{users / 1_000:.0f} thousand"
