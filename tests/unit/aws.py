"""AWS as moto plays it, for the modules that import this, and nothing of the user's own."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.environment import forget_aws


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every client of a test reach moto alone."""
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield
