"""`python -m ops.compare.page`: write docs/local-cloud.md from the differences."""

from ..deployment import paths
from ..deployment.files import write_whole
from .difference import Difference
from .differences import DIFFERENCES

HEAD = """# How the local cloud differs from AWS

`make local` and `make test` deploy to [MiniStack](https://pypi.org/project/ministack/), an AWS in a Python package. It checks credentials, signatures, IAM policies and SRP, and signs real tokens; it is not AWS. What is known to differ follows; it is made from `ops/compare/differences.py` (`python -m ops.compare.page`), and a live test holds each row that can be tried against the emulator.

What AWS does is from its documentation, as named. `make compare STAGE=dev` tries the rows marked *tried* against the cloud that a stage is deployed in, with users of its own that it deletes again, texts nobody, and prints what that cloud does: the first account that it runs in makes facts of them.

| on AWS | source | here | what covers it | on a stage |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(f"{_line(difference)}\n" for difference in DIFFERENCES)


def _line(row: Difference) -> str:
    tried = "tried" if row.safe else "tried here alone" if row.probe else ""
    return f"| {row.aws} | {row.source} | {row.here} | {row.covered} | {tried} |"


if __name__ == "__main__":
    write_whole(paths.root() / "docs/local-cloud.md", page())
