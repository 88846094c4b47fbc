"""How far a long run is: a line every few seconds."""

import time
from collections.abc import Callable

EVERY_SECONDS = 5.0


class Progress:
    """Counts, and says so now and then."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin at nothing."""
        self._clock, self._said = clock, clock()
        self._what, self._count, self._of = "", 0, ""

    def begin(self, what: str, of: str = "") -> None:
        """Count something else; `of` is what is said behind the count."""
        if what != self._what:
            self.end()
            self._what, self._count, self._of = what, 0, of

    def add(self, count: int) -> None:
        """Count so many more."""
        self._count += count
        if self._clock() - self._said >= EVERY_SECONDS:
            self._say()

    def end(self) -> None:
        """Say how many there were."""
        if self._what:
            self._of = ""
            self._say()
            self._what = ""

    def _say(self) -> None:
        print(f"  {self._what}: {self._count:,}{self._of}", flush=True)
        self._said = self._clock()
