"""Serves the built page with the headers that a production host should send too."""

import gzip
import json
import os
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from ..deployment.environment import HOST
from ..errors import RefusedError
from .policy import SETTINGS, headers

PORT = 5173
# What a host should compress; fonts are compressed already.
TEXT = {".html", ".js", ".css", ".json", ".svg"}


class PageHandler(SimpleHTTPRequestHandler):
    """Files of one directory, never a listing of it; says nothing in the terminal."""

    protocol_version = "HTTP/1.1"
    # A request that could not be read is answered with a status line too.
    default_request_version = "HTTP/1.1"
    # Not what this machine's own table of types happens to say: browsers refuse a script as text.
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".css": "text/css",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        "": "application/octet-stream",
    }

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer."""
        self._status = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Send the headers that every answer has."""
        file = Path(self.directory) / SETTINGS
        # A build in the meantime has removed it: then the page comes, and says what to do.
        settings = json.loads(file.read_text()) if file.exists() else None
        for name, value in headers(settings).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", self._caching())
        super().end_headers()

    def send_head(self) -> BytesIO | None:
        """Send the headers of a file, and return what follows: compressed, if the browser can.

        No address is too odd for a 404: one with a NUL or longer than a name may be is no file.
        """
        name = self.translate_path(self.path)
        if name == self.translate_path("/"):
            name += "index.html"
        if not os.path.isfile(name):  # noqa: PTH113 - Path.is_file raises where this says no
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        file = Path(name)
        body = file.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(name))
        if file.suffix in TEXT:
            self.send_header("Vary", "Accept-Encoding")
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        """Keep the terminal free for what the operator asked."""

    def _caching(self) -> str:
        # What is not there yet is to be asked for again; `100 Continue` begins no answer.
        found = getattr(self, "_status", None) == HTTPStatus.OK
        if found and self.path.startswith("/assets/"):
            return "public, max-age=31536000, immutable"  # their names hold a hash
        return "no-store"


class PageServer(ThreadingHTTPServer):
    """Serves each browser on a thread of its own; one that goes away is no news."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report what went wrong with a request, but for a connection that the browser ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def bind(directory: Path, port: int = PORT) -> ThreadingHTTPServer:
    """Take the port; `serve_forever()` of what is returned serves `directory`.

    Raises:
        RefusedError: The port is taken.
    """
    try:
        return PageServer((HOST, port), partial(PageHandler, directory=str(directory)))
    except OSError as error:
        raise RefusedError(
            f"port {port} of {HOST} cannot be used ({error.strerror}): stop the program that"
            " listens there (an earlier `make web`?) and run `make web` again."
        ) from error
