"""The claims function stands for every function behind the authorizer."""

from collections.abc import Iterator

import pytest

from tests.unit.identity.calling import CLAIMS_ROUTES, Call, calling


@pytest.fixture(scope="session")
def call() -> Iterator[Call]:
    """The claims function's handler."""
    with calling("claims.handler", CLAIMS_ROUTES) as answer:
        yield answer
