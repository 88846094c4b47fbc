"""The gate of a stage with two countries and a test number."""

from collections.abc import Iterator

import pytest

from tests.unit.sign_up_gate.cold_start import TEST_NUMBER, Gate, cold_start


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A stage that texts the United States and Britain and has one test number."""
    with cold_start(ALLOWED_COUNTRIES="US,GB", TEST_NUMBERS=TEST_NUMBER) as started:
        yield started
