"""How many examples the property tests try (`make fuzz` chooses many more); AWS's models, once."""

import functools
import os
from collections.abc import Iterator

import botocore.session
import pytest
from hypothesis import settings

settings.register_profile("test", max_examples=200, deadline=None)
settings.register_profile("fuzz", max_examples=12500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


@pytest.fixture(scope="session", autouse=True)
def models_are_read_once() -> Iterator[None]:
    """Share the reader of AWS's service models: a command starts one session, these hundreds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            botocore.session, "create_loader", functools.cache(botocore.session.create_loader)
        )
        yield
