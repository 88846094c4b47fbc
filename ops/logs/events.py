"""The events of several log groups, as one sequence in time, each once.

By FilterLogEvents, again and again: StartLiveTail pushes them, but reads nothing of before, samples
above 500 a second, ends after three hours, and is paid by the minute (CloudWatch Logs user guide,
"Live Tail"). An event may reach CloudWatch late, so each reading begins a little before the newest
event of the last one, and leaves out what was seen.
"""

import heapq
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from .groups import Group

LATE = 30_000  # milliseconds
PAGE = 10_000  # events; FilterLogEvents gives no more at once
CHUNK = 1000


class Event(NamedTuple):
    """One event.

    Attributes:
        time: milliseconds since the epoch.
        group: where it was logged.
        stream: the log stream there: one of a function's is one environment's, which works on one
            request at a time.
        message: as it was logged.
    """

    time: int
    group: Group
    stream: str
    message: str


class Events:
    """What some groups log from a moment on.

    Attributes:
        groups: the log groups that are read.
    """

    def __init__(self, client: Any, since: int) -> None:
        """Begin at a moment, in milliseconds since the epoch."""
        self.groups: Sequence[Group] = ()
        self._client, self._start = client, since
        self._seen: dict[int, int] = {}

    def new(self) -> Iterator[list[Event]]:
        """Yield what was not yielded yet, in time's order, by chunks of bounded size."""
        merged = heapq.merge(*map(self._read, self.groups), key=lambda event: event.time)
        unseen = self._unseen(merged)
        while chunk := list(islice(unseen, CHUNK)):
            yield chunk
            self._forget(chunk[-1].time - LATE)

    def _unseen(self, events: Iterator[Event]) -> Iterator[Event]:
        """Leave out what was seen: MiniStack gives events no id, so the n-th of several alike."""
        alike: Counter[Event] = Counter()
        now = 0
        for event in events:
            if event.time != now:
                now = event.time
                alike.clear()
            alike[event] += 1
            if (key := hash((event, alike[event]))) not in self._seen:
                self._seen[key] = event.time
                yield event

    def _forget(self, before: int) -> None:
        self._start = max(self._start, before)
        self._seen = {key: time for key, time in self._seen.items() if time >= self._start}

    def _read(self, group: Group) -> Iterator[Event]:
        pages = self._client.get_paginator("filter_log_events")
        try:
            for page in pages.paginate(logGroupName=group.name, startTime=self._start):
                for event in page["events"]:
                    yield Event(event["timestamp"], group, event["logStreamName"], event["message"])
                if len(page["events"]) == PAGE and "nextToken" not in page:  # MiniStack's
                    _say(f"{group.name} has more than {PAGE} events, of which the first are shown")
        except self._client.exceptions.ResourceNotFoundException:
            _say(f"{group.name} is not there any more: what {group.source} logs is unknown")
            self.groups = [other for other in self.groups if other != group]


def _say(sentence: str) -> None:
    print(f"{sentence}.", file=sys.stderr, flush=True)
