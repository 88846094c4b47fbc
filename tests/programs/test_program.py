"""A program that waits for a dead server is ended; one that is only slow is not."""

import os

import pytest

from toolchain import program
from toolchain.program import ProgramError, run


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have little patience, whatever else the machine does."""
    monkeypatch.setattr(program, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))


def shell(script: str, answered: str | None = None) -> str:
    """Run a script, of a program that starts within the patience."""
    return run(["sh", "-c", script], env=os.environ, answered=answered)


def test_it_returns_what_the_program_said() -> None:
    assert shell("echo done") == "done\n"


def test_no_answer_in_time_ends_it() -> None:
    with pytest.raises(ProgramError) as caught:
        shell("echo asking; exec sleep 30", answered="answered")
    assert caught.value.silent
    assert caught.value.said == "asking\n"


def test_an_answered_program_may_take_its_time() -> None:
    slow = "echo answered; sleep 1; echo done"
    assert shell(slow, answered="answered") == "answered\ndone\n"


def test_a_busy_machine_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (100.0, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert shell("sleep 1; echo answered", answered="answered") == "answered\n"


def test_a_program_that_asks_nobody_is_not_watched() -> None:
    assert shell("sleep 1; echo done") == "done\n"


def test_a_failure_has_all_that_was_said() -> None:
    with pytest.raises(ProgramError) as caught:
        shell("echo first; echo second >&2; exit 1", answered="never")
    assert not caught.value.silent
    assert caught.value.said.split() == ["first", "second"]
