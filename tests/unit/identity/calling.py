"""Calls a handler as Lambda would and keeps all that it writes."""

import importlib
import io
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.identity.user_pool import CLIENT, ORIGIN, PHONE

# What the stack tells the claims function.
CLAIMS_ROUTES = {"GET /me": {"admits": "users"}, "GET /guest": {"admits": "guests"}}
REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"


@dataclass(frozen=True)
class Answer:
    """What the handler returned, and what it wrote anywhere meanwhile."""

    status: int
    headers: dict[str, list[str]]
    text: str
    log: str

    @property
    def body(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.text)

    @property
    def error(self) -> str:
        """The class that the last line of the log names."""
        name: str = json.loads(self.log.splitlines()[-1])["error"]
        return name


Call = Callable[[object], Answer]


@contextmanager
def calling(module: str, routes: Mapping[str, object]) -> Iterator[Call]:
    """A function's handler, told these routes, behind Lambda's JSON on both sides.

    It is configured for the app client `CLIENT` and for the origin `ORIGIN` beside another.
    """
    log = io.StringIO()
    logging.root.addHandler(everything := logging.StreamHandler(log))
    context = SimpleNamespace(aws_request_id=REQUEST_ID)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLOWED_ORIGINS", f"https://other.example.com, {ORIGIN}")
        patch.setenv("USER_POOL_CLIENT_ID", CLIENT)
        function = importlib.reload(importlib.import_module(module))
        logger = function.api.logger
        logger.registered_handler.setStream(log)
        everything.addFilter(lambda record: record.name != logger.name)  # that is there already

        def answer(event: object) -> Answer:
            log.seek(log.truncate(0))
            with pytest.MonkeyPatch.context() as told, redirect_stdout(log), redirect_stderr(log):
                told.setenv("ROUTES", json.dumps(routes))
                raw = function.lambda_handler(json.loads(json.dumps(event)), context)
            returned = json.loads(json.dumps(raw))
            return Answer(
                returned["statusCode"],
                returned["multiValueHeaders"],
                returned["body"],
                log.getvalue(),
            )

        yield answer
    logging.root.removeHandler(everything)


def assert_logged(answer: Answer, route: str) -> None:
    """The log has one line of an answer: its route and its ids, and nothing of who asked."""
    line = json.loads(answer.log)
    assert (line["message"], line["route"], line["request_id"]) == ("answered", route, REQUEST_ID)
    usual = {"level", "location", "message", "timestamp", "service"}
    assert line.keys() - usual <= {"route", "request_id", "correlation_id"}


def assert_refused(answer: Answer, status: int, sent: str) -> None:
    """The answer is the constant one of its status, and neither it nor the log quotes `sent`."""
    assert answer.status == status
    assert answer.text == json.dumps({"message": HTTPStatus(status).phrase}, separators=(",", ":"))
    assert answer.headers.keys() <= {
        "Content-Type",
        "Cache-Control",
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Headers",
    }
    written = f"{answer.text}{answer.headers}{answer.log}"
    assert PHONE[1:] not in written
    assert not [part for part in _windows(written) if part in sent]


def _windows(text: str, size: int = 8) -> Iterator[str]:
    """Every substring of a size that a token does not share with a log by chance."""
    return (text[start : start + size] for start in range(len(text) - size + 1))
