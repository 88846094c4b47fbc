"""The alarms of a stage: each tells one topic, says what to do, and where more of that stands."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

PAGE = "docs/alarms.md"


class Alarms(Construct):
    """Makes alarms, by a verb.

    Attributes:
        made: those that there are, in their order.
    """

    def __init__(
        self, scope: Construct, id_: str, *, topic: sns.ITopic, name: str, metric_math: bool
    ) -> None:
        """Make none yet.

        Args:
            scope: what owns them.
            id_: the construct's id.
            topic: what they tell, of trouble and of its end.
            name: how their names begin.
            metric_math: whether the cloud takes alarms on what is computed of several metrics;
                else those are left out.
        """
        super().__init__(scope, id_)
        self.made: list[cloudwatch.Alarm] = []
        self._tell = actions.SnsAction(topic)
        self._name, self._metric_math = name, metric_math

    def add(
        self,
        id_: str,
        metric: cloudwatch.IMetric,
        *,
        at_least: float | None = None,
        below: float | None = None,
        do: str,
        see: str,
        periods: int = 1,
        missing: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING,
    ) -> None:
        """Add an alarm at a value.

        Args:
            id_: what it is about, in PascalCase; its name ends with it.
            metric: what is watched.
            at_least: it fires at this value and above, or
            below: below this one.
            do: what is wrong, and what to do first.
            see: the section of docs/alarms.md.
            periods: for how many of the metric's periods in a row.
            missing: what no data means. Most metrics have none while nothing happens, which is
                well (CloudWatch user guide, "Configuring how CloudWatch alarms treat missing
                data").
        """
        if isinstance(metric, cloudwatch.MathExpression) and not self._metric_math:
            return
        threshold = at_least if at_least is not None else below
        assert threshold is not None
        alarm = cloudwatch.Alarm(
            self,
            id_,
            alarm_name=f"{self._name}-{id_}",
            alarm_description=f"{do} See {PAGE}#{see}",
            metric=metric,
            threshold=threshold,
            comparison_operator=(
                cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
                if at_least is None
                else cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
            ),
            evaluation_periods=periods,
            treat_missing_data=missing,
        )
        alarm.add_alarm_action(self._tell)
        alarm.add_ok_action(self._tell)
        self.made.append(alarm)


def percent(
    part: cloudwatch.IMetric, whole: cloudwatch.IMetric, *, from_: int, period: cdk.Duration
) -> cloudwatch.MathExpression:
    """How many percent one count is of another: 100 while that one is below a number.

    CloudWatch user guide, "Using math expressions with CloudWatch metrics": IF and FILL.
    """
    return cloudwatch.MathExpression(
        expression=f"IF(FILL(whole, 0) >= {from_}, 100 * FILL(part, 0) / FILL(whole, 1), 100)",
        using_metrics={"part": part, "whole": whole},
        label="%",
        period=period,
    )
