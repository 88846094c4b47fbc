"""`python -m ops person <verb> --stage S`: act as an end user of a deployed stage.

Numbers, passwords, codes and values of attributes are asked for, at the terminal or line by line
from standard input; none of them can be an argument. No AWS credentials are needed, but to find a
stage that has no outputs file.
"""

import argparse
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..deployment.arguments import add_stage, add_verb, command_parser
from ..deployment.clouds import reading
from ..deployment.lookup import find_outputs
from . import account, aws, entrance
from .refusals import explained
from .visit import Visit, visit

Parser = argparse.ArgumentParser


class Verb(NamedTuple):
    """One verb: what it does, in words and as a function, and its arguments beside the stage."""

    help: str
    act: Callable[[Visit, argparse.Namespace], None]
    add_arguments: Callable[[Parser], None] = lambda _: None


def run(arguments: Sequence[str]) -> None:
    """Do one thing as an end user.

    Raises:
        OpsError: it was refused, or failed.
    """
    parser = command_parser("person", __doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, verb in VERBS.items():
        of_verb = add_verb(verbs, name, verb.help)
        add_stage(of_verb)
        verb.add_arguments(of_verb)
    chosen = parser.parse_args(arguments)
    outputs = find_outputs(chosen.stage)
    with reading(outputs.local_endpoint), explained(chosen.verb, chosen.stage):
        VERBS[chosen.verb].act(visit(outputs), chosen)


def _attributes(parser: Parser) -> None:
    parser.add_argument(
        "attributes", nargs="*", metavar="attribute", help="whose value is asked for, such as name"
    )


def _profile(parser: Parser) -> None:
    parser.add_argument("action", choices=("show", "set"))
    _attributes(parser)


def _sign_out(parser: Parser) -> None:
    parser.add_argument("--everywhere", action="store_true", help="on every device")


def _credentials(parser: Parser) -> None:
    parser.add_argument("who", choices=(aws.USER, aws.GUEST))
    parser.add_argument(
        "--run",
        nargs=argparse.REMAINDER,
        metavar="command",
        help="run this with them, and print none; without it, print them for a shell",
    )


def _delete(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")


VERBS = {
    "sign-up": Verb("make a user", entrance.sign_up, _attributes),
    "confirm": Verb("confirm the number by the code", entrance.confirm),
    "resend": Verb("have another code texted", entrance.resend),
    "sign-in": Verb("sign in, and keep the session", entrance.sign_in),
    "me": Verb("call GET /me with the ID token", account.me),
    "profile": Verb("show attributes, or set some", account.profile, _profile),
    "totp": Verb("enrol an authenticator app", account.totp),
    "change-password": Verb("change the password", account.change_password),
    "forgot": Verb("have a code texted that resets the password", entrance.forgot),
    "reset": Verb("choose a new password by that code", entrance.reset),
    "refresh": Verb("refresh the tokens now", account.refresh),
    "credentials": Verb("use AWS credentials of the identity pool", aws.credentials, _credentials),
    "guest": Verb("call GET /guest as a guest", aws.guest),
    "sign-out": Verb("end the session", account.sign_out, _sign_out),
    "delete": Verb("delete the user", account.delete, _delete),
}
