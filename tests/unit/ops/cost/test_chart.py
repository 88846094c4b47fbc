"""The plots are well-formed, and lines are where their points are."""

from xml.etree import ElementTree as ET

import pytest

from ops.cost.chart import HEIGHT, WIDTH, Axis, Line, chart
from ops.cost.plots import costs, size, storms

SVG = "{http://www.w3.org/2000/svg}"
ACROSS = Axis(label="x", ticks=[1, 10, 100], text=str, log=True)
UP = Axis(label="y", ticks=[0, 5, 10], text=str)


@pytest.mark.parametrize("plot", [costs, storms])
def test_a_plot_is_svg_with_a_title_and_a_ground_of_its_own(plot: object) -> None:
    assert callable(plot)
    root = ET.fromstring(plot())  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#fff"
    for line in root.iter(f"{SVG}polyline"):
        for point in line.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


def test_a_line_goes_from_corner_to_corner_and_by_decades_on_a_log_axis() -> None:
    assert (ACROSS.place(1), ACROSS.place(10), ACROSS.place(100)) == (0, 0.5, 1)
    assert (UP.place(0), UP.place(2.5), UP.place(99)) == (0, 0.25, 1)
    root = ET.fromstring(  # noqa: S314 - our own
        chart("a < b", ACROSS, UP, [Line(name="<i>", points=[(1, 0), (10, 5), (100, 10)])])
    )
    (line,) = root.iter(f"{SVG}polyline")
    (x0, y0), (x1, y1), (x2, y2) = (
        map(float, point.split(",")) for point in line.attrib["points"].split()
    )
    assert x1 - x0 == pytest.approx(x2 - x1)
    assert y0 - y1 == pytest.approx(y1 - y2)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "<i>" in texts
    assert "a < b" in texts


def test_sizes_are_said_in_words() -> None:
    assert [size(users) for users in (10_000, 1_000_000, 100_000_000)] == [
        "10 thousand",
        "1 million",
        "100 million",
    ]
