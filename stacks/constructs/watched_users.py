"""What is watched of users: that they sign up and confirm, and that they get in."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

from .alarms import Alarms, percent
from .metrics import counted, of_users, searched
from .operator_dashboard import Graph, Row, parts

QUARTER = cdk.Duration.minutes(15)
# Below this many in a quarter of an hour a ratio is chance.
FEW_SIGN_UPS, FEW_SIGN_INS = 10, 20
LEAST_CONFIRMED = 50  # percent
# Percent. Whether each step of a sign-in counts as a request is documented nowhere: of the three of
# SRP with a second factor only the last has tokens, so that a third may be all that is well.
LEAST_SIGNED_IN = 20
MANY_REFUSED = 50  # in five minutes: somebody tries numbers out
MANY_THROTTLED = 5  # in five minutes
# A graph takes 500 metrics and expressions (CloudWatch user guide, "Using math expressions with
# CloudWatch metrics"); a country's ratio is three of them.
COUNTRIES_IN_GRAPH = 166


def watch_sign_ups(
    alarms: Alarms, *, namespace: str, user_pool_id: str, client_id: str, countries: Sequence[str]
) -> Row:
    """Watch who signs up, by the gate's counts: Cognito has none of confirmations.

    Args:
        alarms: to which those are added.
        namespace: where the gate counts.
        user_pool_id: the pool.
        client_id: its app client.
        countries: whose numbers may sign up.
    """
    for country in countries:
        confirmed, signed_up = (
            counted(namespace, name, period=QUARTER, Country=country)
            for name in ("Confirmations", "SignUps")
        )
        alarms.add(
            f"SmsPumping{country}",
            percent(confirmed, signed_up, from_=FEW_SIGN_UPS, period=QUARTER),
            below=LEAST_CONFIRMED,
            periods=2,
            do=f"Many sign up with numbers of {country} and few confirm: somebody may be earning "
            f"with the SMS. Take {country} out of sign_up.allowed_countries, or set "
            "sign_up.enabled=False, and deploy.",
            see="sms-pumping",
        )
    alarms.add(
        "RefusedNumbers",
        counted(namespace, "RefusedNumbers"),
        at_least=MANY_REFUSED,
        do="The gate refuses many numbers: somebody tries out which countries are texted, or a "
        "country of your users is missing. Nobody was texted. See which countries.",
        see="refused-numbers",
    )
    throttles = of_users("SignUpThrottles", user_pool_id, client_id)
    alarms.add(
        "SignUpThrottles",
        throttles,
        at_least=MANY_THROTTLED,
        do="Cognito turns sign-ups away, for the account's quota is reached. Find out whether they "
        "are people; ask for a higher quota, or close sign-up.",
        see="throttles",
    )
    return Row(
        "Sign-up",
        [
            Graph("Sign-ups by country", [searched(namespace, "SignUps", "Country")]),
            *(
                Graph("Confirmed, % by country (15 min)", _ratios(namespace, part), LEAST_CONFIRMED)
                for part in parts(countries, COUNTRIES_IN_GRAPH)
            ),
            Graph(
                "Numbers refused, by country", [searched(namespace, "RefusedNumbers", "Country")]
            ),
            Graph(
                "Sign-ups, by Cognito",
                [of_users("SignUpSuccesses", user_pool_id, client_id), throttles],
            ),
        ],
    )


def watch_sign_ins(alarms: Alarms, *, user_pool_id: str, client_id: str) -> Row:
    """Watch whether users get in."""
    successes, requests = (
        of_users("SignInSuccesses", user_pool_id, client_id, statistic=statistic, period=QUARTER)
        for statistic in ("Sum", "SampleCount")
    )
    ratio = percent(successes, requests, from_=FEW_SIGN_INS, period=QUARTER)
    throttles = of_users("SignInThrottles", user_pool_id, client_id)
    alarms.add(
        "SignInFailures",
        ratio,
        below=LEAST_SIGNED_IN,
        periods=2,
        do="Few sign-ins succeed: a frontend sends what is wrong since its last release, or "
        "somebody tries passwords out. Compare with the releases, then look at the addresses.",
        see="sign-in-failures",
    )
    alarms.add(
        "SignInThrottles",
        throttles,
        at_least=MANY_THROTTLED,
        do="Cognito turns sign-ins away, for the account's quota is reached. Find out whether they "
        "are people; ask for a higher quota.",
        see="throttles",
    )
    return Row(
        "Sign-in",
        [
            Graph("Succeeded, % (15 min)", [ratio], LEAST_SIGNED_IN),
            Graph(
                "Sign-ins (15 min)",
                [requests.with_(label="requests"), successes.with_(label="succeeded")],
            ),
            Graph(
                "Throttled",
                [throttles, of_users("TokenRefreshThrottles", user_pool_id, client_id)],
                MANY_THROTTLED,
            ),
        ],
    )


def _ratios(namespace: str, countries: Sequence[str]) -> list[cloudwatch.IMetric]:
    """One ratio a country, of the very metrics that its alarm has."""
    return [
        cloudwatch.MathExpression(
            expression=f"100 * FILL(c{i}, 0) / s{i}",
            using_metrics={
                f"c{i}": counted(namespace, "Confirmations", period=QUARTER, Country=country),
                f"s{i}": counted(namespace, "SignUps", period=QUARTER, Country=country),
            },
            label=country,
            period=QUARTER,
        )
        for i, country in enumerate(countries)
    ]
