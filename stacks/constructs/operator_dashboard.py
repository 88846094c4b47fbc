"""One dashboard, for who is on call: the alarms first, then a row of graphs for each subject."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from .alarms import PAGE

T = TypeVar("T")

_WIDTH = 24  # of a dashboard, in its own units
_GRAPH_HEIGHT = 6
# CloudWatch takes so many in one alarm widget (CloudWatch API reference, "Dashboard Body Structure
# and Syntax"), and refuses the dashboard with one more.
_ALARMS_IN_WIDGET = 100


class Graph(NamedTuple):
    """A graph of metrics, from zero up.

    Attributes:
        title: what is seen.
        metrics: the lines.
        limit: where an alarm of it fires, or what must not be reached, drawn as a line.
    """

    title: str
    metrics: Sequence[cloudwatch.IMetric]
    limit: float | None = None


class Row(NamedTuple):
    """What is seen of one subject, side by side."""

    title: str
    graphs: Sequence[Graph]


class OperatorDashboard(Construct):
    """The dashboard of a stage."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        alarms: Sequence[cloudwatch.IAlarm],
        rows: Sequence[Row],
    ) -> None:
        """Make it of what there is to see."""
        super().__init__(scope, id_)
        cloudwatch.Dashboard(
            self,
            "Default",
            dashboard_name=name,
            default_interval=None,
            widgets=[
                [_text(f"# {name}\nWhat an alarm means and what to do: `{PAGE}`", height=2)],
                *([_status(part)] for part in parts(alarms, _ALARMS_IN_WIDGET)),
                *(line for row in rows for line in _lines(row)),
            ],
        )


def parts(of: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut into parts of a size at the most."""
    return [of[start : start + size] for start in range(0, len(of), size)]


def _status(alarms: Sequence[cloudwatch.IAlarm]) -> cloudwatch.IWidget:
    return cloudwatch.AlarmStatusWidget(
        title="Alarms", alarms=alarms, width=_WIDTH, height=_status_height(len(alarms))
    )


def _lines(row: Row) -> list[list[cloudwatch.IWidget]]:
    width = _WIDTH // len(row.graphs)
    return [[_text(f"## {row.title}", height=1)], [_graph(one, width) for one in row.graphs]]


def _graph(graph: Graph, width: int) -> cloudwatch.IWidget:
    limits = [] if graph.limit is None else [graph.limit]
    return cloudwatch.GraphWidget(
        title=graph.title,
        left=list(graph.metrics),
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
        left_annotations=[
            cloudwatch.HorizontalAnnotation(value=value, label="limit", color=cloudwatch.Color.RED)
            for value in limits
        ],
        width=width,
        height=_GRAPH_HEIGHT,
    )


def _status_height(alarms: int) -> int:
    """Four alarms stand side by side in a line of one unit, below a title of one."""
    return 1 + -(-alarms // 4)


def _text(markdown: str, *, height: int) -> cloudwatch.IWidget:
    return cloudwatch.TextWidget(markdown=markdown, width=_WIDTH, height=height)
