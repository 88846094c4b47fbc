"""`python -m ops prove`: who is asked, and what it ends with."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace

import pytest

from ops.__main__ import main
from ops.prove import command
from ops.prove.table import Row, equal, not_shown
from tests.unit.ops.samples import DEV

HOLDS = [equal("sky", "blue", "blue"), not_shown("sea", "there is none")]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A protected stage, whose promises are given; the real ones are tried live."""
    subject = SimpleNamespace(protected=True, rows=HOLDS, users=0)

    @contextmanager
    def own_user(_: object) -> Iterator[tuple[None, str]]:
        subject.users += 1
        yield None, "made"

    monkeypatch.setattr(command, "from_cloudformation", lambda _: DEV)
    monkeypatch.setattr(command, "reading", lambda _: nullcontext())
    monkeypatch.setattr(command, "connect", lambda *_, **__: None)
    monkeypatch.setattr(command, "Subject", lambda *_: subject)
    monkeypatch.setattr(command, "promises", lambda _: iter(subject.rows))
    monkeypatch.setattr(command, "as_deployed", lambda _: iter(()))
    monkeypatch.setattr(command, "behaviour", lambda *_: iter(()))
    monkeypatch.setattr(command, "own_user", own_user)
    return subject


def prove(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["prove", "--stage", "dev", *arguments])
    return code, *capsys.readouterr()


def test_nobody_says_yes_for_a_protected_stage(
    stage: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, error = prove(capsys)
    assert (code, said, stage.users) == (2, "", 0)
    assert "nobody said yes" in error


def test_what_holds_is_counted(stage: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = prove(capsys, "--yes")
    assert (code, stage.users) == (0, 1)
    assert said.endswith("Stage dev is proven: 2 promises hold, 1 are not shown.\n")


def test_one_that_does_not_hold_fails(
    stage: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.rows = [*HOLDS, Row("grass", "red", "FAILED")]
    code, _, error = prove(capsys, "--yes")
    assert code == 1
    assert "1 of 4 promises of stage dev do not hold" in error


def test_an_unprotected_stage_asks_nobody(
    stage: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.protected = False
    assert prove(capsys)[0] == 0
