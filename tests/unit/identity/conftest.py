"""The claims function stands for every function behind the authorizer."""

from collections.abc import Iterator

import pytest

from tests.unit.identity.calling import CLAIMS_ROUTES, Call, calling
from tests.unit.identity.corner_shop import HANDLER, ROUTES


@pytest.fixture(scope="session")
def call() -> Iterator[Call]:
    """The claims function's handler."""
    with calling("claims.handler", CLAIMS_ROUTES) as answer:
        yield answer


@pytest.fixture(scope="module")
def orders() -> Iterator[Call]:
    """The sample function's handler."""
    with calling(HANDLER, ROUTES) as call:
        yield call
