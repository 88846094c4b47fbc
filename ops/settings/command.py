"""The command line of `python -m ops settings`."""

import re
from collections.abc import Sequence
from pathlib import Path

from ..deployment.arguments import add_stage, command_parser
from ..deployment.files import write_whole
from ..deployment.lookup import find_outputs
from ..deployment.outputs import StackOutputs
from ..errors import OpsError, RefusedError
from .formats import DOTENV_HEADER, FORMATS, dotenv


def run(arguments: Sequence[str]) -> None:
    """Print or write a settings file.

    Raises:
        OpsError: what went wrong, in one sentence with the remedy; nothing was written.
    """
    parser = command_parser("settings", __doc__)
    add_stage(parser)
    parser.add_argument("--format", required=True, choices=sorted(FORMATS))
    parser.add_argument("--out", type=Path, help="file to write; without it, standard output")
    parser.add_argument("--live", action="store_true", help="ask CloudFormation, not outputs/")
    parser.add_argument("--prefix", default="", help="for dotenv: VITE_, NEXT_PUBLIC_ ...")
    args = parser.parse_args(arguments)
    if args.prefix and args.format != "dotenv":
        raise RefusedError("--prefix belongs to --format dotenv; leave it out.")
    if not re.fullmatch(r"(?:[A-Za-z_][A-Za-z0-9_]*)?", args.prefix):
        raise RefusedError("A prefix is letters, digits and underscores, such as VITE_.")
    text = render(find_outputs(args.stage, live=args.live), args.format, args.prefix)
    if args.out is None:
        print(text, end="")
    else:
        write(args.out, text)
        print(f"Wrote {args.out}")


def render(outputs: StackOutputs, format_: str, prefix: str = "") -> str:
    """Return the text of a settings file, with what the deployed pool says of itself.

    Raises:
        OpsError: the pool cannot be asked.
    """
    from ..deployment import (  # noqa: PLC0415 - boto3 takes longer than all the rest
        live_facts,
    )

    facts = live_facts.read_facts(outputs)
    return dotenv(outputs, facts, prefix) if prefix else FORMATS[format_](outputs, facts)


def write(path: Path, text: str) -> None:
    """Replace a file, or create it.

    Raises:
        OpsError: it cannot be written, or is a `.env` of somebody's own; what was there before is
            untouched.
    """
    try:
        if path.exists() and not path.is_file():
            raise RefusedError(f"Cannot write {path}: it is not a file; name one with --out.")
        if text.startswith(DOTENV_HEADER):
            _spare(path)
        write_whole(path, text)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        remedy = "make its folder, or name another" if missing else "name a writable"
        raise OpsError(
            f"Cannot write {path}: {error.strerror}; {remedy} file with --out."
        ) from error


def _spare(path: Path) -> None:
    """Refuse to replace a `.env` of somebody's own: often all that keeps an app's secrets."""
    held = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if held.strip() and not held.startswith(DOTENV_HEADER):
        raise RefusedError(
            f"{path} holds settings that are not of this command and would be lost: name another"
            " file with --out, such as .env.local."
        )
