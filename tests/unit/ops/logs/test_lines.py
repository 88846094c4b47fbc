"""Lines: whose request each is of, in columns, and harmless to a terminal."""

import json

from ops.logs import lines
from ops.logs.events import Event
from ops.logs.groups import ACCESS, FUNCTION, Group
from ops.logs.lines import Line, Lines
from tests.unit.ops.logs.test_forms import ACCESSED, GATEWAYS, LAMBDAS, POWERTOOLS

CLAIMS, API = Group("claims-logs", "claims", FUNCTION), Group("access", "api", ACCESS)
START = f"START RequestId: {LAMBDAS} Version: $LATEST"
REPORT = f"REPORT RequestId: {LAMBDAS}\tDuration: 7 ms\t"


def made(*messages: str | Event) -> list[Line]:
    """The lines of some events, by default of one stream of a function."""
    log = Lines()
    log.widen(["claims", "api"])
    events = [
        m if isinstance(m, Event) else Event(1795712763766 + n, CLAIMS, "a", m)
        for n, m in enumerate(messages)
    ]
    return list(log.of(events))


def test_a_request_goes_by_one_id_from_the_gateway_to_lambdas_last_line() -> None:
    accessed = Event(1795712763999, API, "b", json.dumps(ACCESSED))
    found = made(START, "printed first", json.dumps(POWERTOOLS), REPORT, accessed)
    assert [line.text.split()[3] for line in found] == [GATEWAYS] * 4
    assert [line.text.split()[1] for line in found] == ["claims"] * 3 + ["api"]
    assert all(GATEWAYS in line.ids for line in found)
    assert [LAMBDAS in line.ids for line in found] == [True, True, True, False]


def test_a_line_without_an_id_is_of_the_request_that_its_stream_works_on() -> None:
    elsewhere = Event(1795712763767, CLAIMS, "another", "printed")
    during, other, _, after = made(START, "printed", elsewhere, REPORT, "printed later")
    assert during.ids == {LAMBDAS}
    assert (other.ids, after.ids) == (frozenset(), frozenset())


def test_a_line_has_its_columns() -> None:
    (line,) = made("[ERROR] it rained")
    assert line.text == f"2026-11-26T17:06:03.766Z claims ERROR   {'-':36} it rained"


def test_a_message_is_one_line_and_tells_a_terminal_nothing() -> None:
    (line,) = made('{"level": "\\u001b[2J", "message": "a\\nb\\u001b]0;c\\u0007\\u202e"}')
    assert line.text.isprintable()
    assert "a\\nb" in line.text


def test_what_is_remembered_is_bounded() -> None:
    log = Lines()
    for n in range(lines.REMEMBERED + 10):
        list(log.of([Event(n, CLAIMS, str(n), START)]))
    assert len(log._running) == lines.REMEMBERED
