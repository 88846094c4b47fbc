"""Progress: a line for what is at work, a dot for each second, and how long it took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

TICK_SECONDS = 1


@dataclass(frozen=True)
class Step:
    """Something to install.

    Attributes:
        title: what it is, as the terminal names it.
        run: does it, or raises InstallError.
    """

    title: str
    run: Callable[[], None]


def take(steps: Sequence[Step]) -> None:
    """Run the steps, all at once, to their ends.

    Raises:
        InstallError: one of them failed; the first of them, where several did.
    """
    if not steps:
        return
    started = time.monotonic()
    print(f"  {', '.join(step.title for step in steps)} ", end="", flush=True)
    with ThreadPoolExecutor(len(steps)) as pool:
        running = [pool.submit(step.run) for step in steps]
        while wait(running, TICK_SECONDS).not_done:
            print(".", end="", flush=True)
    for finished in running:
        finished.result()
    print(f"({time.monotonic() - started:.1f} s)", flush=True)
