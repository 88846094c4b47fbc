"""Export: every step of `directory.export` into a file, from the last one that is there on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from botocore.exceptions import ClientError

from directory.export import Export, Step, read_step
from directory.records import RecordError

from ..desk.audit import Audit
from ..desk.pool import Pool
from ..errors import OpsError, RefusedError
from .header import Header
from .progress import Progress
from .writing import BackupWriter


def export(
    pool: Pool,
    audit: Audit,
    path: Path,
    passphrase: Callable[[], str],
    *,
    second_factors: bool | None = None,
) -> None:
    """Write the directory of a stage to a new file.

    Args:
        pool: of the stage.
        audit: gets one line: that the directory was copied.
        path: of the file, which must not be there yet.
        passphrase: asks for it, once it is known that the file can be written.
        second_factors: whether to ask each user's; somebody has to say so where the pool has any.

    Raises:
        RefusedError: nobody said whether to ask for second factors, the file cannot be made, or an
            earlier run began it otherwise.
        OpsError: what an earlier run has left cannot be gone on with.
    """
    with BackupWriter(path, _new_header(pool, asked=_asked(pool, chosen=second_factors))) as writer:
        _refuse_other(writer, pool)
        typed = passphrase()
        with audit.change("backup-export", None):
            checksum = _fill(writer, pool, typed)
    print(f"Written to {path}, for its owner's eyes alone (mode 600).")
    print(f"SHA-256 {checksum}")
    print("Nobody can read it without the passphrase: keep that, and apart from the file.")


def _asked(pool: Pool, *, chosen: bool | None) -> bool:
    """Tell whether to ask each user's second factors, by AdminGetUser: ListUsers does not tell.

    That "contributes to your monthly active user (MAU) count for the purpose of billing" (Cognito
    API reference, AdminGetUser): nobody does it to a whole directory without having said so.
    """
    if pool.settings.get("MfaConfiguration", "OFF") == "OFF":
        return False
    if chosen is None:
        raise RefusedError(
            "to ask for second factors makes each of about"
            f" {pool.settings.get('EstimatedNumberOfUsers', 0):,} users one that is active this"
            " month on the bill: say --second-factors, or --no-second-factors to leave them out."
        )
    return chosen


def _new_header(pool: Pool, *, asked: bool) -> Header:
    """Return the header of an export that begins now."""
    return Header(
        project=pool.outputs.project,
        stage=pool.outputs.stage,
        region=pool.outputs.region,
        pool_id=pool.id,
        began=datetime.now(UTC).isoformat(timespec="seconds"),
        salt=os.urandom(16).hex(),
        second_factors=asked,
    )


def _refuse_other(writer: BackupWriter, pool: Pool) -> None:
    if writer.header.pool_id != pool.id:
        raise RefusedError(
            f"{writer.part} was begun for the user pool {writer.header.pool_id}, and stage"
            f" {pool.outputs.stage} has {pool.id}: remove it, or name another file."
        )


def _fill(writer: BackupWriter, pool: Pool, passphrase: str) -> str:
    """Write all steps that are not there yet, and return the file's checksum."""
    done = _Done(pool.settings.get("EstimatedNumberOfUsers", 0))
    writer.begin(passphrase, lambda content: done.take(_own(content, writer)))
    if done.last:
        print(f"Going on with the export that began at {writer.header.began}.", flush=True)
    export = Export(
        pool.cognito,
        pool.id,
        began=writer.header.moment,
        second_factors=writer.header.second_factors,
    )
    with _known_token(writer, done):
        for step in export.steps(done.last):
            writer.add(step)
            done.take(step)
    done.progress.end()
    return writer.finish(None)


class _Done:
    """What is written, for the operator and for where to go on."""

    def __init__(self, users: int) -> None:
        self.last: Step | None = None
        self.progress = Progress()
        self._users = users

    def take(self, step: Step) -> None:
        self.last = step
        match step["kind"]:
            case "members":
                self.progress.begin(f"members of {step['group']}")
            case "changed":
                self.progress.begin("changed or new meanwhile")
            case _:
                self.progress.begin("users", f" of about {self._users:,}")
        self.progress.add(len(step["records"]))


def _own(content: object, writer: BackupWriter) -> Step:
    try:
        return read_step(content)
    except RecordError as error:
        raise OpsError(
            f"{writer.part} was begun by another release of this project ({error}): remove it to"
            " begin anew."
        ) from error


@contextmanager
def _known_token(writer: BackupWriter, done: _Done) -> Iterator[None]:
    """Explain that Cognito has forgotten the page at which an earlier run stopped."""
    first = done.last
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        if code != "InvalidParameterException" or first is None or done.last is not first:
            raise
        raise OpsError(
            "Cognito does not know any more where the last run stopped: remove"
            f" {writer.part} to begin anew."
        ) from error
