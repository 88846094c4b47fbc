"""The environment of a test, which is not that of whoever runs it."""

import os

import pytest


def forget_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away everything that the user's own environment tells the SDK."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
