"""What the operator sees: one line a step, with its seconds."""

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
