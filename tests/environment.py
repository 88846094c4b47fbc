"""The environment of a test, which is not that of whoever runs it."""

import functools
import os
from collections.abc import Iterator

import botocore.session
import pytest


@pytest.fixture(scope="session", autouse=True)
def models_are_read_once() -> Iterator[None]:
    """Share the reader of AWS's service models: a command starts one session, tests hundreds.

    A suite's conftest.py imports it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            botocore.session, "create_loader", functools.cache(botocore.session.create_loader)
        )
        yield


def forget_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away everything that the user's own environment tells the SDK."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
