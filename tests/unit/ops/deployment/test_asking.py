"""What a person enters is read from standard input in the order asked."""

import io
import sys

import pytest

from ops.deployment import asking
from ops.deployment.asking import ask, ask_new_password, ask_secret
from ops.errors import RefusedError


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Have the bytes of the parameter as standard input, which is no terminal."""
    stream = io.TextIOWrapper(io.BytesIO(request.param), encoding="utf-8", newline="")
    monkeypatch.setattr(sys, "stdin", stream)


@pytest.mark.usefixtures("entered")
@pytest.mark.parametrize(
    "entered",
    [b" +14155550100 \n spaced \nnew\n", b"+14155550100\r\n spaced \r\nnew"],
    indirect=True,
)
def test_lines_are_taken_in_the_order_asked_and_a_password_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask("Phone number") == "+14155550100"
    assert ask_secret("Password") == " spaced "
    assert ask_new_password() == "new", "it is asked for once where nobody types blindly"
    assert "".join(capsys.readouterr()) == "", "and nobody is prompted"


@pytest.mark.usefixtures("entered")
@pytest.mark.parametrize("entered", [b"+14155550100\n"], indirect=True)
@pytest.mark.parametrize("missing", [ask, ask_secret, ask_new_password])
def test_an_absent_line_is_told_by_what_it_should_be(missing: object) -> None:
    assert callable(missing)
    ask("Phone number")
    with pytest.raises(RefusedError) as refused:
        missing("The line")
    assert str(refused.value) == (
        "Standard input has no line 'The line': write one for each thing in the order asked, or run"
        " this at a terminal."
    )


@pytest.mark.usefixtures("entered")
@pytest.mark.parametrize("entered", [b"\xff\xfe\n"], indirect=True)
def test_what_is_no_text_is_told_and_not_repeated() -> None:
    with pytest.raises(RefusedError, match="Standard input is no text") as refused:
        ask_secret("Password")
    assert "\\xff" not in str(refused.value)


class Terminal(io.StringIO):
    """Standard input at a terminal."""

    def isatty(self) -> bool:
        """Be one."""
        return True


def test_a_prompt_is_on_standard_error_for_the_output_may_go_into_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("+14155550100\n"))
    ask("Phone number")
    assert capsys.readouterr() == ("", "Phone number: ")


def test_a_new_password_is_typed_twice_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    typed = iter(["one", "one", "one", "two"])
    monkeypatch.setattr(asking, "getpass", lambda _: next(typed))
    assert ask_new_password() == "one"
    with pytest.raises(RefusedError, match="The two passwords differ"):
        ask_new_password()


@pytest.mark.parametrize("asked", [ask, ask_secret])
def test_ctrl_d_at_a_terminal_interrupts(monkeypatch: pytest.MonkeyPatch, asked: object) -> None:
    def closed(_: str) -> str:
        raise EOFError

    assert callable(asked)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(asking, "getpass", closed)
    with pytest.raises(KeyboardInterrupt):
        asked("Code")
