"""docs/scale.md and its plots are what the tables and the models make of them."""

import pytest

from ops.cost.example import SIZES
from ops.cost.page import files
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["scale.md", "scale-cost.svg", "scale-storm.svg"])
def test_the_file_is_current(name: str) -> None:
    wanted = files()[name]
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == wanted, (
        "write it: python -m ops.cost.page"
    )


def test_the_page_is_about_the_sizes_that_were_asked_for() -> None:
    assert SIZES == (10_000, 1_000_000, 10_000_000, 100_000_000)
