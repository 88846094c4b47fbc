"""Keys that cost nothing: what scrypt is told to spend has a test of its own."""

import pytest

from ops.backup import sealing


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make keys in no time."""
    monkeypatch.setattr(sealing, "COST", 2)
