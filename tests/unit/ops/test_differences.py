"""The table of differences, and the page that is made from it."""

from ops.compare.differences import DIFFERENCES
from ops.compare.page import page
from tests.conftest import ROOT


def test_the_page_is_current() -> None:
    """To write it anew: `.venv/bin/python -m ops.compare.page`."""
    assert (ROOT / "docs/local-cloud.md").read_text() == page()


def test_each_row_says_what_aws_does_by_which_source_and_what_covers_it() -> None:
    for row in DIFFERENCES:
        assert row.aws
        assert row.source
        assert row.here
        assert row.covered
        assert "|" not in row.aws + row.source + row.here + row.covered
        assert not row.safe or row.probe
