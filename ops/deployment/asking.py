"""What the person is asked: at the terminal, or by lines of standard input in the order asked.

Nothing that is asked here can be given as an argument: those stand in the shell's history, and
everybody on the machine can read them.
"""

import sys
from getpass import getpass

from ..errors import RefusedError


def ask(what: str) -> str:
    """Ask for what may be seen while it is typed, and return it without blanks around it.

    Raises:
        RefusedError: standard input has no such line.
        KeyboardInterrupt: the answer was Ctrl-D.
    """
    if sys.stdin.isatty():
        # Not on standard output, which may be on its way into a file.
        print(f"{what}: ", end="", file=sys.stderr, flush=True)
    return _line(what).strip()


def ask_secret(what: str) -> str:
    """Ask for what may not be seen, and return it as it is typed.

    Raises:
        RefusedError: standard input has no such line.
        KeyboardInterrupt: the answer was Ctrl-D.
    """
    if not sys.stdin.isatty():
        return _line(what)
    try:
        return getpass(f"{what}: ")
    except EOFError:
        raise KeyboardInterrupt from None


def ask_new_password(what: str = "New password") -> str:
    """Ask for a password to be; at a terminal twice, for nobody sees what is typed.

    Raises:
        RefusedError: standard input has no such line, or the two differ.
        KeyboardInterrupt: the answer was Ctrl-D.
    """
    password = ask_secret(what)
    if sys.stdin.isatty() and ask_secret(f"{what}, again") != password:
        raise RefusedError("The two passwords differ: run this again, and type the same twice.")
    return password


def _line(what: str) -> str:
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise RefusedError(
            f"Standard input is no text where it should have the line {what!r}: write it in UTF-8."
        ) from error
    if line:
        return line.rstrip("\r\n")
    if sys.stdin.isatty():
        raise KeyboardInterrupt
    raise RefusedError(
        f"Standard input has no line {what!r}: write one for each thing in the order asked, or run"
        " this at a terminal."
    )
