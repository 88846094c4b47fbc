"""What is watched of calls: the API, the functions, the firewall."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

from .alarms import Alarms
from .default_group import FAILURES
from .metrics import FIVE_MINUTES, blocked, counted, of_api, of_function, searched
from .operator_dashboard import Graph, Row
from .web_acl_rules import RULES
from .web_firewall import METRIC

MANY_4XX, FEW_5XX = 100, 3  # calls in five minutes
LATENCY_MS = 2000
MANY_REFUSED = 50  # callers in five minutes
MANY_BLOCKED = 100  # requests in five minutes
NEAR_TIMEOUT = 0.8
FEW_ERRORS = 3  # in five minutes

GATE, DEFAULT_GROUP = "SignUpGate", "DefaultGroup"


def watch_api(alarms: Alarms, *, namespace: str, name: str, stage: str) -> Row:
    """Watch a stage of a REST API, and whom its functions refuse."""
    client, server = (of_api(one, name, stage) for one in ("4XXError", "5XXError"))
    latency = of_api("Latency", name, stage, statistic="p99")
    refused = counted(namespace, "RefusedCallers")
    alarms.add(
        "Api4xx",
        client,
        at_least=MANY_4XX,
        periods=2,
        do="Many calls are refused: a frontend sends what is wrong since its last "
        "release, or somebody tries tokens out. The access log has routes and addresses.",
        see="api-errors",
    )
    alarms.add(
        "Api5xx",
        server,
        at_least=FEW_5XX,
        do="Calls fail on our side. The functions' logs have class, file and line; go back to the "
        "last version if it began with a deployment.",
        see="api-errors",
    )
    alarms.add(
        "ApiLatency",
        latency,
        at_least=LATENCY_MS,
        periods=3,
        do="One in a hundred calls takes two seconds or more. See whether a function is slow, or "
        "API Gateway.",
        see="api-latency",
    )
    alarms.add(
        "RefusedCallers",
        refused,
        at_least=MANY_REFUSED,
        do="The functions refuse many tokens that API Gateway let through. By its reason: a "
        "frontend sends access tokens, another client signs in, or the authorizer is gone.",
        see="refused-callers",
    )
    return Row(
        "API",
        [
            Graph("Calls", [of_api("Count", name, stage, statistic="SampleCount")]),
            Graph("Errors", [client, server], MANY_4XX),
            Graph("Latency, ms (p99)", [latency], LATENCY_MS),
            Graph("Tokens refused, by reason", [searched(namespace, "RefusedCallers", "Reason")]),
        ],
    )


def watch_functions(
    alarms: Alarms,
    *,
    namespace: str,
    names: Mapping[str, str],
    timeouts: Mapping[str, cdk.Duration],
) -> Row:
    """Watch functions, by what they are called here: their names and timeouts."""
    for called, name in names.items():
        alarms.add(
            f"{called}Errors",
            _errors(namespace, called, name),
            at_least=1 if called == DEFAULT_GROUP else FEW_ERRORS,  # each is a user without it
            do=f"{called} fails: it ends in an exception, or by its timeout. Its log says which; "
            "go back to the last version if it began with a deployment.",
            see="function-errors",
        )
        alarms.add(
            f"{called}Throttles",
            of_function("Throttles", name),
            at_least=1,
            do=f"Lambda starts {called} for some calls no more: the account's concurrency is used "
            "up. Find out by which function, and ask for more.",
            see="function-throttles",
        )
        alarms.add(
            f"{called}Duration",
            of_function("Duration", name, statistic="Maximum"),
            at_least=timeouts[called].to_milliseconds() * NEAR_TIMEOUT,
            periods=2,
            do=f"{called} takes four fifths of its timeout or more: soon calls of it fail. See "
            "what it waits for.",
            see="function-duration",
        )
    if DEFAULT_GROUP in names:
        alarms.add(
            f"{DEFAULT_GROUP}Missed",
            counted(namespace, FAILURES),
            at_least=1,
            do="Users who confirmed did not join the default group, and may do less than they "
            "should. The function's log has the reason; then add them by the command.",
            see="default-group-missed",
        )
    return Row(
        "Functions",
        [
            Graph("Calls", _each("Invocations", names)),
            Graph("Errors (the gate's refusals too)", _each("Errors", names)),
            Graph("Throttled", _each("Throttles", names)),
            Graph("Duration, ms (longest)", _each("Duration", names, statistic="Maximum")),
        ],
    )


def watch_firewall(alarms: Alarms, *, region: str) -> Row:
    """Watch what the web ACLs of a region block."""
    alarms.add(
        "FirewallBlocks",
        blocked(METRIC, region),
        at_least=MANY_BLOCKED,
        periods=2,
        do="The web firewall blocks many requests. If one rule blocks one carrier's users, raise "
        "protection.texts_per_address; else it does what it is for: watch the sign-ups.",
        see="firewall-blocks",
    )
    by_rule = [blocked(METRIC, region, rule).with_(label=rule) for rule in RULES]
    return Row("Web firewall", [Graph("Blocked, by rule", by_rule, MANY_BLOCKED)])


def _errors(namespace: str, called: str, name: str) -> cloudwatch.IMetric:
    """What a function failed at. The gate refuses by an exception, which Lambda counts too."""
    errors = of_function("Errors", name)
    if called != GATE:
        return errors
    return cloudwatch.MathExpression(
        expression="FILL(errors, 0) - FILL(refused, 0)",
        using_metrics={"errors": errors, "refused": counted(namespace, "RefusedNumbers")},
        label="Errors without refusals",
        period=FIVE_MINUTES,
    )


def _each(
    metric: str, names: Mapping[str, str], *, statistic: str = "Sum"
) -> list[cloudwatch.IMetric]:
    return [
        of_function(metric, name, statistic=statistic).with_(label=called)
        for called, name in names.items()
    ]
