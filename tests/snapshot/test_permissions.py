"""The page of the policies is what the templates and the tables make of it.

After an intended change: `make snapshots`, and read the difference before you commit it.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ops.deployment.assembly import read
from ops.permissions.page import STAGE, page
from tests.conftest import ROOT

PAGE = ROOT / "docs/permissions.md"


def test_the_page_is_current(
    assemblies: Mapping[str, Path], request: pytest.FixtureRequest
) -> None:
    wanted = page(read(assemblies[STAGE], STAGE))
    if request.config.option.update_snapshots:
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted, "write it: make snapshots"
