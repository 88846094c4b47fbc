"""The command line of `python -m ops outputs`."""

import argparse
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ops.errors import OpsError, RefusedError
from ops.outputs.formats import FROM_IDS, FROM_POOL, dotenv
from ops.outputs.stack_outputs import StackOutputs, from_file, outputs_path


def run(arguments: Sequence[str]) -> None:
    """Print or write a settings file.

    Raises:
        OpsError: what went wrong, in one sentence with the remedy; nothing was written.
    """
    parser = argparse.ArgumentParser(prog="python -m ops outputs", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--format", required=True, choices=sorted({**FROM_IDS, **FROM_POOL}))
    parser.add_argument("--out", type=Path, help="file to write; without it, standard output")
    parser.add_argument("--live", action="store_true", help="ask CloudFormation, not outputs/")
    parser.add_argument("--prefix", default="", help="for dotenv: VITE_, NEXT_PUBLIC_ ...")
    args = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9-]*", args.stage):
        raise RefusedError("A stage's name is small letters, digits and hyphens, such as `dev`.")
    if args.prefix and args.format != "dotenv":
        raise RefusedError("--prefix belongs to --format dotenv; leave it out.")
    if not re.fullmatch(r"(?:[A-Za-z_][A-Za-z0-9_]*)?", args.prefix):
        raise RefusedError("A prefix is letters, digits and underscores, such as VITE_.")
    text = render(read(args.stage, live=args.live), args.format, args.prefix)
    if args.out is None:
        print(text, end="")
    else:
        write(args.out, text)
        print(f"Wrote {args.out}")


def read(stage: str, *, live: bool) -> StackOutputs:
    """Take the outputs from their file, or from CloudFormation when told to or when there is none.

    Raises:
        OpsError: the stage is not deployed, or not whole, or cannot be read.
    """
    if not live and outputs_path(stage).exists():
        return from_file(stage)
    from ops.outputs.live_outputs import (  # noqa: PLC0415 - boto3 takes longer than all the rest
        from_cloudformation,
    )

    return from_cloudformation(stage)


def render(outputs: StackOutputs, format_: str, prefix: str = "") -> str:
    """Return the text of a settings file, asking the deployed pool only where the format needs it.

    Raises:
        OpsError: the pool cannot be asked.
    """
    if format_ == "dotenv":
        return dotenv(outputs, prefix)
    if format_ in FROM_IDS:
        return FROM_IDS[format_](outputs)
    from ops.outputs.pool_facts import describe  # noqa: PLC0415 - as above

    return FROM_POOL[format_](outputs, describe(outputs))


def write(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader sees half of it.

    Raises:
        OpsError: it cannot be written; what was there before is untouched.
    """
    target = path.resolve()
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.exists() and not target.is_file():
            raise RefusedError(f"Cannot write {path}: it is not a file; name one with --out.")
        half.write_text(text, encoding="utf-8")
        half.replace(target)
    except OSError as error:
        raise OpsError(
            f"Cannot write {path}: {error.strerror}; name a writable file with --out."
        ) from error
    finally:
        with suppress(OSError):  # there may be no directory that it could be in
            half.unlink()
