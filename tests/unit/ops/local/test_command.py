"""What `python -m ops local` says and returns."""

import signal
from collections.abc import Iterator

import pytest

from ops.__main__ import main
from ops.errors import OpsError
from ops.local.cloud import LocalCloud


@pytest.fixture(autouse=True)
def sigterm() -> Iterator[None]:
    """Give SIGTERM its meaning back, which `main` changes."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("port", ["abc", "", "0", "80", "65536", "45 66", "-1", "²", "4566.0"])
def test_a_port_that_is_none_is_refused_in_one_sentence(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["local", "up", f"--port={port}"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "LOCAL_PORT is a number from 1024 to 65535" in said


def test_a_failure_is_one_sentence_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: LocalCloud) -> bool:
        raise OpsError("it rained.")

    monkeypatch.setattr(LocalCloud, "down", fail)
    assert main(["local", "down"]) == 1
    assert capsys.readouterr().err == "error: it rained.\n"


def test_ctrl_c_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: LocalCloud) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(LocalCloud, "down", interrupt)
    assert main(["local", "down"]) == 130
    assert capsys.readouterr().err == "\ninterrupted\n"
