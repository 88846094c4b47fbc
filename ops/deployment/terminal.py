"""What the operator sees, a line a step with its seconds, and is asked."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title, and the seconds when the block is done."""
    print(f"  {title} ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("- not done", flush=True)
        raise
    print(f"({time.monotonic() - start:.1f} s)", flush=True)


@contextmanager
def waiting(title: str) -> Iterator[None]:
    """Show what takes a while on the standard error, and take it away again.

    For a command whose output is for filing; where nobody watches, nothing is shown.
    """
    watched = sys.stderr.isatty()
    if watched:
        print(f"  {title} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if watched:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def agreed(question: str) -> bool:
    """Ask at the terminal; where there is none, nobody has agreed.

    Raises:
        KeyboardInterrupt: the answer was Ctrl-D.
    """
    try:
        answer = input(f"{question} [y/N] ") if sys.stdin.isatty() else "no"
    except EOFError:
        raise KeyboardInterrupt from None
    return answer.strip().lower() in ("y", "yes")


def plain(text: str) -> str:
    """Return somebody's text as one line that tells a terminal to do nothing."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def plain_json(value: object) -> str:
    """Return indented JSON that tells a terminal to do nothing, and that any file can hold.

    JSON itself escapes neither the controls above U+007E nor lone surrogates.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return "".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
