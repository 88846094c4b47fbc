"""A line chart as SVG, on a light ground of its own: legible on a light page and on a dark one."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 800, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 180, 76, 60
_LABEL = 22  # pixels between two lines of the legend
# Okabe and Ito's, which people tell apart whatever colours they see; the last is the sum.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#333333")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}.title{font-size:16px;font-weight:600}"
    ".grid{stroke:#e3e3e3}.axis{stroke:#999}.line{fill:none;stroke-width:2.5;"
    "stroke-linejoin:round;stroke-linecap:round}"
)

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """An axis.

    Attributes:
        label: what it counts.
        ticks: its marks, from its first value to its last.
        text: how a mark is written.
        log: whether each decade is as long as the others.
    """

    label: str
    ticks: Sequence[float]
    text: Callable[[float], str]
    log: bool = False

    def place(self, value: float) -> float:
        """Return where a value is: 0 at the first mark, 1 at the last."""
        first, last = self.ticks[0], self.ticks[-1]
        value = min(max(value, first), last)
        if self.log:
            return math.log(value / first) / math.log(last / first)
        return (value - first) / (last - first)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line.

    Attributes:
        name: what it is of.
        points: in the order of the first axis.
    """

    name: str
    points: Sequence[Point]


def chart(title: str, across: Axis, up: Axis, lines: Sequence[Line]) -> str:
    """Draw lines over two axes."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff"/>',
            f'<text class="title" x="{_LEFT}" y="32">{escape(title)}</text>',
            *_grid(across, up),
            *(
                part
                for line, colour in zip(lines, _COLOURS, strict=False)
                for part in _line(line, colour, across, up)
            ),
            *_names(lines),
            "</svg>\n",
        ]
    )


def _x(place: float) -> float:
    return round(_LEFT + place * (WIDTH - _LEFT - _RIGHT), 1)


def _y(place: float) -> float:
    return round(HEIGHT - _BOTTOM - place * (HEIGHT - _TOP - _BOTTOM), 1)


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    left, right, bottom, top = _x(0), _x(1), _y(0), _y(1)
    for tick in up.ticks:
        y = _y(up.place(tick))
        yield f'<line class="grid" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{escape(up.text(tick))}</text>'
    for tick in across.ticks:
        x = _x(across.place(tick))
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{bottom}" y2="{top}"/>'
        text = escape(across.text(tick))
        yield f'<text x="{x}" y="{bottom + 20}" text-anchor="middle">{text}</text>'
    yield f'<path class="axis" fill="none" d="M{left} {top}V{bottom}H{right}"/>'
    yield f'<text x="{left}" y="{top - 14}">{escape(up.label)}</text>'
    middle = (left + right) / 2
    yield f'<text x="{middle}" y="{bottom + 44}" text-anchor="middle">{escape(across.label)}</text>'


def _line(line: Line, colour: str, across: Axis, up: Axis) -> Iterator[str]:
    places = [(_x(across.place(x)), _y(up.place(y))) for x, y in line.points]
    path = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline class="line" stroke="{colour}" points="{path}"/>'


def _names(lines: Sequence[Line]) -> Iterator[str]:
    """Yield a line of the legend for each, the highest first."""
    by_height = sorted(
        zip(lines, _COLOURS, strict=False), key=lambda pair: -max(y for _, y in pair[0].points)
    )
    for place, (line, colour) in enumerate(by_height):
        x, y = _x(1) + 16, _TOP + place * _LABEL + 6
        yield f'<path class="line" stroke="{colour}" d="M{x} {y}h14"/>'
        yield f'<text x="{x + 22}" y="{y + 4}">{escape(line.name)}</text>'
