"""One line for each change: who did what to which account, and how it ended. Nobody's number.

The line goes to the standard error, so that it never mixes with what a verb prints, and to the end
of a file where one is named.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from botocore import exceptions
from botocore.exceptions import ClientError

from ..deployment.interruption import afterwards
from ..errors import OpsError, RefusedError

_DELETES = ("delete", "erase", "purge")
# To the last of some requests; an earlier one may have been done.
_NO_ANSWER = (exceptions.ConnectionError, exceptions.HTTPClientError)


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The lines of one run.

    Attributes:
        caller: the ARN of the credentials, with the session's name.
        stage: whose users are touched.
        pool_id: of the user pool.
        file: where the lines are kept too; it is made with mode 600 where there is none.
    """

    caller: str
    stage: str
    pool_id: str
    file: Path | None = None

    def __post_init__(self) -> None:
        """See that the file can be written, before anything is touched.

        Raises:
            RefusedError: it cannot.
        """
        try:
            self._append("")
        except OSError as error:
            raise RefusedError(
                f"the audit file {self.file} cannot be written ({error.strerror}), and nothing was"
                " changed: name one that can, by --audit FILE."
            ) from error

    @contextmanager
    def change(self, verb: str, sub: str | None, **detail: str) -> Iterator[None]:
        """Write the line of a change when it has ended, whatever ends it.

        Its outcome is `done`, `refused: <Cognito's code>`, `failed`, or `interrupted`, by somebody
        or by the way to AWS: then it may have been done or not.
        """
        outcome = "interrupted"

        def write() -> None:
            self._write(verb, sub, outcome, detail)

        with afterwards(write):
            try:
                yield
            except ClientError as error:
                if not _broke(error):
                    outcome = f"refused: {error.response.get('Error', {}).get('Code', 'no code')}"
                raise
            except _NO_ANSWER:
                raise
            except Exception:
                outcome = "failed"
                raise
            else:
                outcome = "done"

    def _write(self, verb: str, sub: str | None, outcome: str, detail: dict[str, str]) -> None:
        line = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "caller": self.caller,
            "stage": self.stage,
            "pool": self.pool_id,
            "verb": verb,
            "sub": sub,
            **detail,
            "outcome": outcome,
        }
        text = json.dumps(line)
        print(text, file=sys.stderr, flush=True)
        try:
            self._append(f"{text}\n")
        except OSError as error:
            raise OpsError(
                f"the line above could not be added to {self.file} ({error.strerror}): add it by"
                " hand, for what it says has happened."
            ) from error

    def _append(self, text: str) -> None:
        """Add to the end of the file, at once and for good."""
        if self.file is None:
            return
        file = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, text.encode())
            os.fsync(file)
        finally:
            os.close(file)


def _broke(error: ClientError) -> bool:
    """Tell by the HTTP status whether AWS broke: the request may have been done all the same."""
    status: int = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR


def deleted(file: Path) -> frozenset[str]:
    """Return the subs of whom the lines of a file have deleted.

    Raises:
        RefusedError: it cannot be read, or has other lines.
    """
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return frozenset(
            line["sub"]
            for line in lines
            if line["verb"] in _DELETES and line["outcome"] in ("done", "interrupted")
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise RefusedError(
            f"{file} cannot be read as an audit file ({type(error).__name__}): name one that"
            " --audit has written."
        ) from error
