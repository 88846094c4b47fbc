"""CloudFormation's side of a custom resource: an event, and the URL that it waits at."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

URL_SECRET = "signature-that-nobody-logs"
TEXTING_REGION = "eu-west-1"


class WaitingUrl(HTTPServer):
    """A presigned URL on loopback.

    Attributes:
        answers: what was accepted, as JSON.
        content_types: the Content-Type header of every request.
        refusals: how many of the next requests get a 503.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[dict[str, Any]] = []
        self.content_types: list[str | None] = []
        self.refusals = 0

    @property
    def url(self) -> str:
        """The URL, with the signature that nobody may log."""
        return f"http://127.0.0.1:{self.server_port}/answer?signature={URL_SECRET}"

    def event(self, request_type: str, limit: object = "7") -> dict[str, Any]:
        """Return an event as CloudFormation sends it; every property is text."""
        return {
            "RequestType": request_type,
            "ResponseURL": self.url,
            "StackId": "arn:aws:cloudformation:eu-central-1:111122223333:stack/identity/0000",
            "RequestId": "a-request",
            "ResourceType": "Custom::SmsAccount",
            "LogicalResourceId": "SmsAccount",
            "ResourceProperties": {
                "ServiceToken": "arn",
                "MonthlySpendLimit": limit,
                "Region": TEXTING_REGION,
            },
        }


class _Handler(BaseHTTPRequestHandler):
    server: WaitingUrl

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.content_types.append(self.headers["Content-Type"])
        if self.server.refusals:
            self.server.refusals -= 1
            self.send_error(503)
            return
        self.server.answers.append(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def waiting_url() -> Iterator[WaitingUrl]:
    """Serve a presigned URL."""
    with WaitingUrl() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
