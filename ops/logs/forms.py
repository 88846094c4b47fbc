"""What a message of each log says: Powertools' JSON, Lambda's own lines, API Gateway's, Cognito's.

Sources: Lambda developer guide, "Log and monitor Python Lambda functions"; API Gateway developer
guide, "Set up CloudWatch logging"; Cognito developer guide, "Exporting logs from user pools".
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from .groups import ACCESS, EXECUTION

_ID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# They say nothing but a request's id, or nothing of a request.
_SILENT = re.compile(r"(?:START|END) RequestId: |INIT_START |\s*$")
_REPORT = re.compile(rf"REPORT RequestId: ({_ID})\s+(.*)", re.DOTALL)
_LAMBDA_ID = re.compile(rf"(?:(?:START|END) RequestId: |\[\w+\]\t\S+\t|\S+Z ){_ID}\b")
_TEXT = re.compile(
    rf"(?:\[(?P<level>[A-Z]+)\]\s+)?(?:\S+Z\s+)?(?:{_ID}\s+)?(?P<text>.*)", re.DOTALL
)
_EXECUTION = re.compile(rf"\(({_ID})\) (.*)", re.DOTALL)
# Of a JSON line: what the columns have already, or what says where a line of code is.
_COLUMNS = {"level", "logLevel", "message", "timestamp", "eventTimestamp", "service", "location"}
_IDS = {"correlation_id", "request_id", "function_request_id", "requestId", "xray_trace_id"}


class Said(NamedTuple):
    """What a message says.

    Attributes:
        text: for a reader; None where there is nothing to read.
        level: as the log has it, or `-`.
        api_id: API Gateway's id of the request.
        lambda_id: Lambda's id of the request.
        last: whether it is the last one of a request in its stream.
    """

    text: str | None
    level: str = "-"
    api_id: str | None = None
    lambda_id: str | None = None
    last: bool = False


def read(kind: str, message: str) -> Said:
    """Read a message of a kind of log; one that has no known form is its own text."""
    message = message.rstrip()
    fields = _object(message)
    if kind == EXECUTION and (found := _EXECUTION.fullmatch(message)):
        return Said(found[2], api_id=found[1])
    if fields is None:
        return _plain(message)
    return _access(fields) if kind == ACCESS else _json(fields)


def _plain(message: str) -> Said:
    if report := _REPORT.fullmatch(message):
        return Said(", ".join(report[2].split("\t")), lambda_id=report[1], last=True)
    found = _LAMBDA_ID.match(message)
    lambda_id = found[0][-36:] if found else None
    if _SILENT.match(message):
        return Said(None, lambda_id=lambda_id)
    line = _TEXT.fullmatch(message)
    assert line, "it takes any text"
    return Said(line["text"], line["level"] or "-", lambda_id=lambda_id)


def _access(fields: Mapping[str, Any]) -> Said:
    words = [str(fields.get(name, "-")) for name in ("httpMethod", "resourcePath", "status")]
    more = {name: fields.get(name) for name in ("errorType", "responseLatency", "sourceIp")}
    known = {name: value for name, value in more.items() if value not in (None, "-")}
    return Said(_words(" ".join(words), known), api_id=_text(fields, "requestId"))


def _json(fields: Mapping[str, Any]) -> Said:
    counted = "_aws" in fields  # CloudWatch's embedded metric format, of lambdas/metrics
    message = fields.get("message", "counted" if counted else "")
    if isinstance(message, Mapping):  # Cognito's {"details": ...}
        message = message.get("details", json.dumps(message))
    more = {name: value for name, value in fields.items() if name not in _COLUMNS | _IDS | {"_aws"}}
    return Said(
        _words(str(message), more),
        level=str(fields.get("level") or fields.get("logLevel") or "-"),
        api_id=_text(fields, "correlation_id"),
        lambda_id=_text(fields, "request_id") or _text(fields, "function_request_id"),
    )


def _words(message: str, more: Mapping[str, Any]) -> str:
    pairs = (
        f"{name}={v if isinstance(v, str) and v.split() == [v] else json.dumps(v)}"
        for name, v in more.items()
    )
    return " ".join([message, *pairs])


def _object(message: str) -> dict[str, Any] | None:
    try:
        found = json.loads(message) if message.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    found = fields.get(name)
    return found if isinstance(found, str) else None
