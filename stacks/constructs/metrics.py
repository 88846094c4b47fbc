"""The metrics that are watched: their names, dimensions and statistics, as AWS documents them.

Each docstring names its source; a test holds what the alarms and the dashboard use against the
list of what those documents have.
"""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch

Metric = cloudwatch.Metric
FIVE_MINUTES = cdk.Duration.minutes(5)


def counted(
    namespace: str, name: str, *, period: cdk.Duration = FIVE_MINUTES, **dimensions: str
) -> Metric:
    """What our own functions count (`lambdas/metrics`), without dimensions the sum of all."""
    return _sum(namespace, name, period, dimensions)


def searched(namespace: str, name: str, dimension: str) -> cloudwatch.MathExpression:
    """What our own functions count, by each value of a dimension; for a dashboard alone.

    CloudWatch user guide, "CloudWatch search expression syntax": what has other characters than
    letters and digits stands in double quotes; no alarm can search.
    """
    schema = f'{{"{namespace}",{dimension}}} MetricName="{name}"'
    return cloudwatch.MathExpression(
        expression=f"SEARCH('{schema}', 'Sum', 300)",
        using_metrics={},
        label="",
        period=FIVE_MINUTES,
    )


def backup_age(namespace: str) -> Metric:
    """How old the last whole backup is, in seconds, as every run of `directory_backup` says."""
    return Metric(
        namespace=namespace,
        metric_name="BackupAge",
        statistic=cloudwatch.Stats.MINIMUM,
        period=cdk.Duration.hours(1),
    )


def of_users(
    name: str,
    user_pool_id: str,
    client_id: str,
    *,
    statistic: str = "Sum",
    period: cdk.Duration = FIVE_MINUTES,
) -> Metric:
    """`SignUpSuccesses`, `SignInSuccesses` or `TokenRefreshSuccesses`, or their `...Throttles`.

    Cognito developer guide, "User pool metrics in CloudWatch": a success counts 1 and what failed
    or was throttled 0, so that Sum is the successes, SampleCount the requests and Average their
    ratio; a throttle counts 1. Each is published for a pool's client. There is none of
    confirmations.
    """
    return Metric(
        namespace="AWS/Cognito",
        metric_name=name,
        dimensions_map={"UserPool": user_pool_id, "UserPoolClient": client_id},
        statistic=statistic,
        period=period,
    )


def sms_spend(region: str | None = None) -> Metric:
    """What the account has spent on SMS since the month began, in USD, where SNS texts from.

    SNS developer guide, "Monitoring Amazon SNS topics using CloudWatch": no dimension, Maximum. How
    often it is published, and whether without a text, is documented nowhere.
    """
    return Metric(
        namespace="AWS/SNS",
        metric_name="SMSMonthToDateSpentUSD",
        statistic="Maximum",
        period=cdk.Duration.hours(1),
        region=region,
    )


def of_api(name: str, api_name: str, stage: str, *, statistic: str = "Sum") -> Metric:
    """`Count`, `4XXError`, `5XXError`, or `Latency` in milliseconds.

    API Gateway developer guide, "Amazon API Gateway dimensions and metrics": of an error, Sum is
    the count and Average the rate.
    """
    return Metric(
        namespace="AWS/ApiGateway",
        metric_name=name,
        dimensions_map={"ApiName": api_name, "Stage": stage},
        statistic=statistic,
        period=FIVE_MINUTES,
    )


def of_function(name: str, function_name: str, *, statistic: str = "Sum") -> Metric:
    """`Invocations`, `Errors`, `Throttles`, or `Duration` in milliseconds.

    Lambda developer guide, "Types of metrics for Lambda functions": an error is an exception of the
    code or of the runtime, such as a timeout; a throttled call is neither invocation nor error.
    """
    return Metric(
        namespace="AWS/Lambda",
        metric_name=name,
        dimensions_map={"FunctionName": function_name},
        statistic=statistic,
        period=FIVE_MINUTES,
    )


def blocked(web_acl: str, region: str, rule: str = "ALL") -> Metric:
    """What the web ACLs with a metric's name have blocked, by a rule or by all.

    WAF developer guide, "AWS WAF metrics and dimensions": `WebACL` and `Rule` are the names of the
    metrics in their visibility configurations. Web ACLs of one name in a region, as those of pool
    and API are, count together; that they do is documented nowhere.
    """
    return _sum(
        "AWS/WAFV2",
        "BlockedRequests",
        FIVE_MINUTES,
        {"WebACL": web_acl, "Region": region, "Rule": rule},
    )


def _sum(namespace: str, name: str, period: cdk.Duration, dimensions: dict[str, str]) -> Metric:
    return Metric(
        namespace=namespace,
        metric_name=name,
        dimensions_map=dimensions,
        statistic="Sum",
        period=period,
    )
