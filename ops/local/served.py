"""MiniStack, for the pages of this machine alone: a program of its own, which `emulator` starts.

It listens on loopback, its root keys are known (`test`), and it lets every web page ask and read:
whatever site a developer has open could make a Lambda of its own there, and run it as the
developer. A browser says whose page asks: by Origin, and where there is none, of an image or a
link, by Sec-Fetch-Site (W3C, "Fetch Metadata Request Headers"; also for http on loopback, which is
trustworthy). What is no browser says neither, and may; but it, too, asks for a host of this
machine, as a page does not whose site's name was made to lead here (DNS rebinding).

The API is open to strangers as it is on AWS: it has its own authorizers and its own CORS.
"""

import hashlib
import re
import tempfile
import threading
import zipfile
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

_API = re.compile(r"/_aws/execute-api/[a-z0-9]+/[A-Za-z0-9_-]+/.*", re.DOTALL)
_HERE = rb"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?"
_OURS = re.compile(rb"[a-z]+://" + _HERE)
_HOST = re.compile(rb"(?:[a-z0-9.-]+\.)?" + _HERE)  # a bucket's name may stand before
_STRANGER = b"cross-site"  # `same-site` is another port of the same host


def for_this_machine(app: App) -> App:
    """Return the application, which answers pages of other sites by 403, and does nothing."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _may_ask(scope):
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b"Not for pages of other sites"})

    return guarded


def _may_ask(scope: Scope) -> bool:
    if _API.fullmatch(scope["path"]):
        return True
    said = [(name.lower(), value) for name, value in scope["headers"]]
    if not all(_HOST.fullmatch(value) for name, value in said if name == b"host"):
        return False
    if origins := [value for name, value in said if name == b"origin"]:
        return all(map(_OURS.fullmatch, origins))
    return (b"sec-fetch-site", _STRANGER) not in said


def of_a_copy(find: Callable[[dict[str, Any], Any], Any]) -> Callable[[dict[str, Any], Any], Any]:
    """Return a search among an identity pool's identities that others may be added to meanwhile.

    MiniStack 1.5.33 searches them on one thread while another adds one, and breaks off: a browser
    then reads that CORS forbids what was an error of the server's.
    """
    return lambda pool, logins: find({**pool, "_identities": dict(pool["_identities"])}, logins)


class KeptZip(zipfile.ZipFile):
    """A function's code, extracted once for all processes that run it, with what they compile.

    MiniStack 1.5.33 extracts it for each process, and ends one whose handler raised: a number that
    the sign-up gate refused cost the next one a second.
    """

    _extracting = threading.Lock()

    def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
        """Let an empty folder lead to the files."""
        assert self.filename is not None
        digest = hashlib.sha256(Path(self.filename).read_bytes()).hexdigest()
        kept = Path(tempfile.gettempdir(), f"code-{digest}")
        with self._extracting:
            if not kept.exists():
                super().extractall(unfinished := tempfile.mkdtemp(), members, pwd)
                Path(unfinished).rename(kept)
        Path(path).rmdir()
        Path(path).symlink_to(kept)


def main() -> None:
    """Run MiniStack as `python -m ministack` does."""
    ministack: Any = import_module("ministack.app")
    cognito: Any = import_module("ministack.services.cognito")
    cognito._login_owner = of_a_copy(cognito._login_owner)  # noqa: SLF001 - it has no other name
    runtime: Any = import_module("ministack.core.lambda_runtime")
    runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": KeptZip})
    ministack.app = for_this_machine(ministack.app)
    ministack.main()


if __name__ == "__main__":
    main()
