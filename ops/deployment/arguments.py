"""The arguments that commands have in common, each under one name.

`--stage S`       whose deployment.
`--assembly DIR`  a cdk.out of the stage; without it, what the sources make now.
`--check`         tell, and change nothing.
`--out FILE`      write there what would be printed.
"""

import argparse
import re
from pathlib import Path

from ..errors import RefusedError

_PACKAGE = __name__.rpartition(".deployment.")[0]


def command_parser(command: str, purpose: str | None) -> argparse.ArgumentParser:
    """Return the parser of a command that has no argument yet; `purpose` is what its help says.

    It takes no abbreviation: `--y` must not mean yes.
    """
    return argparse.ArgumentParser(
        prog=f"python -m {_PACKAGE} {command}", description=purpose, allow_abbrev=False
    )


def add_stage(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """Let the command be told its stage, and demand it where there is no default."""
    parser.add_argument(
        "--stage",
        type=_stage_name,
        required=default is None,
        default=default,
        help=f"default {default}" if default else None,
    )


def add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    """Add a verb and return its parser, which takes no abbreviation either."""
    verb: argparse.ArgumentParser = verbs.add_parser(
        name, help=does, description=does, allow_abbrev=False
    )
    return verb


def add_assembly(parser: argparse.ArgumentParser) -> None:
    """Let the command be told what was synthesized."""
    parser.add_argument("--assembly", type=Path, help="a cdk.out; without it, the sources' own")


def _stage_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", text):
        raise RefusedError("A stage's name is small letters, digits and hyphens, such as `dev`.")
    return text
