"""A person at a terminal, who types `python -m ops person` at the shared deployment."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.deployment.environment import RESET_CODE, SIGN_UP_CODE
from ops.people.person import new_password
from ops.people.totp import totp
from tests.conftest import ROOT

KEY = re.compile(r"type this key: ([A-Z2-7 ]+)")
# Reads the shared deployment's outputs file, which is not in the project.
OPS = """
import sys
from pathlib import Path
from ops.__main__ import main
from ops.__main__ import main
from ops.deployment import paths
root = Path(sys.argv.pop(1))
paths.root = lambda: root
sys.exit(main(sys.argv[1:]))
"""
TOKEN = "eyJ"  # how every JSON object begins in base64url
Line = str | Callable[[], str]


class Lines:
    """Standard input that is no terminal; a line may be known only when it is asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = iter(lines)

    def isatty(self) -> bool:
        """Be no terminal."""
        return False

    def readline(self) -> str:
        """Return the next line, or nothing at the end."""
        line = next(self._lines, None)
        return "" if line is None else f"{line if isinstance(line, str) else line()}\n"


class Terminal:
    """Where a person types commands, with a home directory that was empty before."""

    def __init__(self, home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._root = root
        self._monkeypatch = monkeypatch

    def run(self, *words: str, lines: Sequence[Line] = ()) -> int:
        """Run a command in this process, with lines as standard input; gives the exit code."""
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Lines(lines))
            return main(["person", *words])

    def start(self, *words: str, stdin: int, output: int) -> subprocess.Popen[str]:
        """Start a command in a process of its own, with file descriptors."""
        return subprocess.Popen(
            [sys.executable, "-c", OPS, self._root, "person", *words],
            cwd=ROOT,
            text=True,
            start_new_session=True,
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def said(self, *words: str) -> tuple[int, str]:
        """Run a command in a process of its own; gives the exit code and what it said."""
        process = self.start(*words, stdin=subprocess.DEVNULL, output=subprocess.PIPE)
        said, _ = process.communicate()
        return process.returncode, said

    @property
    def files(self) -> list[Path]:
        """Every file that the commands have left."""
        return [path for path in self.home.rglob("*") if path.is_file()]


class Life:
    """What a person knows, and enters.

    Attributes:
        passwords: from the first to the last; the last is in force.
        secret: of the authenticator app, once there is one.
    """

    def __init__(self, number: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.number = number
        self.passwords = [new_password()]
        self.secret = ""
        self.said = ""
        self._capsys = capsys

    def hear(self) -> str:
        """Return what was said since the last time, to both outputs."""
        heard = "".join(self._capsys.readouterr())
        self.said += heard
        return heard

    def scan(self) -> str:
        """Take the key that is shown, and return the app's code."""
        key = KEY.search(self.hear())
        assert key
        self.secret = key[1].replace(" ", "")
        return totp(self.secret)

    def lines(self, verb: str) -> list[Line]:
        """Return what the person enters for a verb."""
        current = self.passwords[-1]
        if verb in ("change-password", "reset"):
            self.passwords.append(new_password())
        entered: dict[str, list[Line]] = {
            "sign-up": [self.number, "Ada Example", current],
            "resend": [self.number],
            "confirm": [self.number, SIGN_UP_CODE],
            "sign-in": [self.number, current, *([totp(self.secret)] if self.secret else [])],
            "profile set": ["Grace Example"],
            "totp": [self.scan],
            "change-password": [current, self.passwords[-1]],
            "forgot": [self.number],
            "reset": [self.number, RESET_CODE, self.passwords[-1]],
        }
        return entered.get(verb, [])
