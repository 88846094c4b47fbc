"""`python -m ops <command>`: what an operator runs.

A new command is one package here and one line in `COMMANDS`; import-linter then asks for its name
among the layers in pyproject.toml. Its module has `run(arguments: Sequence[str]) -> None`, which
takes its arguments as `deployment.arguments` names them, prints what it did, and raises OpsError,
one sentence with the remedy, for what it did not do. One that judges returns its exit code.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from .deployment.interruption import ignore_every_signal, interrupt_by_every_signal
from .errors import OpsError

# name: (module, what it does). Only the chosen one is imported: a command starts as fast as its
# own imports.
COMMANDS = {
    "init": (".init.command", "make this project your own, before its first deployment"),
    "local": (".local.command", "run the whole system on this machine: up, down, status"),
    "watch": (".watch.command", "redeploy the local stage on every change, and show its log"),
    "logs": (".logs.command", "what a stage's functions, API and pool log, as one log"),
    "settings": (".settings.command", "write a frontend's settings file"),
    "outputs": (".settings.command", "the earlier name of settings"),
    "guard": (".guard.command", "refuse a deployment that would lose the directory"),
    "contract": (".guard.renewal", "renew contracts/, which the guard holds stages to"),
    "protect": (".guard.protect", "set the stack policy of a protected stage"),
    "bootstrap": (".deploy.bootstrap", "prepare an account and region for the CDK, once"),
    "permissions": (
        ".permissions.command",
        "print what a deployment has to be allowed, as policies",
    ),
    "prove": (".prove.command", "show that a deployed stage does what it promises"),
    "doctor": (".doctor.command", "tell what a stage is ready for, and what to do about the rest"),
    "compare": (".compare.command", "show what a stage's cloud does where AWS and ours differ"),
    "person": (".person.command", "act as an end user: sign up, sign in, me, totp, delete ..."),
    "support": (".support.command", "help a stage's users: find, reset, move, export, erase"),
    "cost": (".cost.command", "what a stage costs a month, an attack costs, and the first quota"),
    "backup": (".backup.command", "keep a stage's directory in an encrypted file, and restore it"),
    "account": (".account.command", "let API Gateway write logs, once an account and region"),
    "diff": (".deploy.diff", "compare a stage with what is deployed"),
    "deploy": (".deploy.command", "guard and deploy a stage, and prove it"),
    "destroy": (".deploy.destroy", "remove a stage that is not protected, with its users"),
    "web": (".web.command", "serve the demo page against the local cloud"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code.

    0, 1 (failed), 2 (refused), 130 (Ctrl-C), or what the command has of its own.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:12}{help_}" for name, (_, help_) in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    _open_what_is_closed()
    # A terminated command cleans up exactly as an interrupted one does.
    interrupt_by_every_signal()
    try:
        try:
            return _run(chosen.command, chosen.arguments)
        finally:
            sys.stdout.flush()  # here, where it can still be told that nobody takes it
    except OSError as error:
        # What is not written yet goes nowhere, or Python tries once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # whose reader, such as `head`, has seen enough
            where = f" ({error.filename})" if error.filename else ""
            print(f"error: {error.strerror or error}{where}: mend that first.", file=sys.stderr)
        return 1


def _open_what_is_closed() -> None:
    """Let a command that was started without a standard stream do without it, and its children.

    Python has None for such a stream, and the next file that is opened takes its number.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(opened, True)  # noqa: FBT003 - it takes no keyword
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, closefd=False))  # noqa: SIM115 - to the end


def _run(command: str, arguments: Sequence[str]) -> int:
    """Run one command, and say how it ended; return the exit code.

    Raises:
        OSError: the system refuses, such as to write on a disk that is full.
    """
    try:
        code: int | None = import_module(COMMANDS[command][0], __package__).run(arguments)
    except OpsError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    return code or 0


def _program() -> int:
    """Run one command to its end, which no further signal interrupts."""
    try:
        return main()
    except KeyboardInterrupt:  # after the command, before its exit code
        return 130
    finally:
        ignore_every_signal()


if __name__ == "__main__":
    sys.exit(_program())
