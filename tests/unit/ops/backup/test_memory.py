"""A backup takes no more memory for many users than for few."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.backup import reading
from tests.unit.ops.backup.endless import back_up


@pytest.fixture
def traced() -> Iterator[None]:
    """Count memory; and collect garbage as a program does, more often than the suites."""
    before = gc.get_threshold()
    gc.set_threshold(700)
    tracemalloc.start()
    yield
    tracemalloc.stop()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("traced")
def test_five_times_the_users_take_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_CHUNK", 4096)  # less than either file
    peaks = []
    back_up(60, tmp_path / "first")  # what is imported and compiled once
    for count in (200, 1000):
        gc.collect()
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        assert back_up(count, tmp_path / str(count)) == count
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    assert peaks[1] < 1.5 * peaks[0], peaks
