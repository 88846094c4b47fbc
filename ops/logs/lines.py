"""Events as lines to read, each under the id of its request.

A request has two ids: API Gateway's, which its logs and the answer's `x-amzn-RequestId` have, and
that of Lambda's invocation, which Lambda's own lines have. A function of ours logs both together;
from there on, and in the same chunk before it, its lines go by the first. A line without an id is
of the request that its stream works on.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from ..deployment.terminal import plain
from .events import Event
from .forms import Said, read

REMEMBERED = 10_000  # requests, and streams
_ID_WIDTH = 36


class Line(NamedTuple):
    """One line.

    Attributes:
        text: all of it.
        ids: by which its request is known.
    """

    text: str
    ids: frozenset[str]


class Lines:
    """Makes lines of events, and remembers whose they are."""

    def __init__(self) -> None:
        self._width = 0
        self._gateways: OrderedDict[str, str] = OrderedDict()
        self._running: OrderedDict[str, str] = OrderedDict()

    def widen(self, sources: Iterable[str]) -> None:
        """Let the column of the sources be wide enough for these."""
        self._width = max([self._width, *map(len, sources)])

    def of(self, events: list[Event]) -> Iterator[Line]:
        """Yield the lines of some events, in their order."""
        for event, said in [(event, self._learn(event)) for event in events]:
            if said.text is not None:
                yield self._line(event, said)

    def _learn(self, event: Event) -> Said:
        said = read(event.group.kind, event.message)
        of = said.lambda_id or (None if said.api_id else self._running.get(event.stream))
        if said.lambda_id:
            _remember(self._running, event.stream, said.lambda_id)
            if said.api_id:
                _remember(self._gateways, said.lambda_id, said.api_id)
        if said.last:
            self._running.pop(event.stream, None)
        return said._replace(lambda_id=of)

    def _line(self, event: Event, said: Said) -> Line:
        api_id = said.api_id or self._gateways.get(said.lambda_id or "")
        ids = [known for known in (api_id, said.lambda_id) if known]
        words = [
            time_of(event.time),
            f"{event.group.source:{self._width}}",
            f"{plain(said.level):7}",
            f"{plain(ids[0]) if ids else '-':{_ID_WIDTH}}",
            plain(said.text or ""),
        ]
        return Line(" ".join(words), frozenset(ids))


def time_of(milliseconds: float) -> str:
    """Write a moment as RFC 3339 has it, in UTC."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _remember(known: OrderedDict[str, str], key: str, value: str) -> None:
    known[key] = value
    known.move_to_end(key)
    if len(known) > REMEMBERED:
        known.popitem(last=False)
