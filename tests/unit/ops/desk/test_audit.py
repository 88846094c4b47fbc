"""The audit: one line for each change, whatever ends it, at the end of the file."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from ops.desk.audit import Audit, deleted
from ops.errors import OpsError, RefusedError

SUB = "5f0c1a52-8f0e-4a57-9d0e-2f6a1c3b7e11"
_BROKEN: Any = {"HTTPStatusCode": 503}
# After each the change may have been made.
NO_ANSWERS: list[Exception] = [
    ReadTimeoutError(endpoint_url="https://cognito-idp"),
    ConnectionClosedError(endpoint_url="https://cognito-idp"),
    EndpointConnectionError(endpoint_url="https://cognito-idp"),  # of the last try, not the first
    ClientError({"ResponseMetadata": _BROKEN}, "AdminDeleteUser"),
]
CALLER = "arn:aws:sts::111122223333:assumed-role/support/ada"


def audit(file: Path | None = None) -> Audit:
    """Of a run that helps somebody of stage dev."""
    return Audit(caller=CALLER, stage="dev", pool_id="eu-west-1_AbCdEfGhI", file=file)


def lines(file: Path) -> list[dict[str, Any]]:
    """Read the file."""
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_says_who_did_what_to_which_account(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "audit.jsonl"
    with audit(file).change("add-to-group", SUB, group="admins"):
        pass
    (line,) = lines(file)
    assert line.pop("time")[-6:] == "+00:00"
    assert line == {
        "caller": CALLER,
        "stage": "dev",
        "pool": "eu-west-1_AbCdEfGhI",
        "verb": "add-to-group",
        "sub": SUB,
        "group": "admins",
        "outcome": "done",
    }
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", file.read_text())


def test_lines_are_added_to_a_file_of_its_owners_own(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    for _ in range(2):
        with audit(file).change("enable", SUB):
            pass
    assert len(lines(file)) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ClientError({"Error": {"Code": "NotAuthorizedException"}}, "X"), "NotAuthorizedException"),
        (OpsError("it went wrong"), "failed"),
        (KeyboardInterrupt(), "interrupted"),
        *[(error, "interrupted") for error in NO_ANSWERS],
    ],
)
def test_what_ended_a_change_is_written_down(
    tmp_path: Path, error: BaseException, outcome: str
) -> None:
    file = tmp_path / "audit.jsonl"
    with pytest.raises(type(error)), audit(file).change("delete", SUB):
        raise error
    assert outcome in lines(file)[0]["outcome"]


def test_a_file_that_cannot_be_written_is_told_before_anything_is_touched(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="--audit FILE"):
        audit(tmp_path / "missing" / "audit.jsonl")


def test_a_line_that_cannot_be_kept_is_told_with_what_has_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "audit.jsonl"
    writing = audit(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(OpsError, match="by hand") as told, writing.change("delete", SUB):
        pass
    assert told.value.exit_code == 1
    assert json.loads(capsys.readouterr().err)["outcome"] == "done"


def test_a_file_tells_whom_its_lines_have_deleted(tmp_path: Path) -> None:
    """One that was interrupted may have been deleted: somebody who asked to be gone stays so."""
    file = tmp_path / "audit.jsonl"
    audit = Audit(caller="arn", stage="dev", pool_id="pool", file=file)
    for verb in ("delete", "erase", "purge", "disable", "export"):
        with audit.change(verb, f"sub of {verb}"):
            pass
    with pytest.raises(KeyboardInterrupt), audit.change("erase", "interrupted"):
        raise KeyboardInterrupt
    with pytest.raises(ZeroDivisionError), audit.change("erase", "failed"):
        raise ZeroDivisionError
    whom = {"sub of delete", "sub of erase", "sub of purge", "interrupted"}
    assert deleted(file) == whom


@pytest.mark.parametrize("text", ["no JSON", "{}", "[]", "[" * 100_000, None])
def test_what_is_no_audit_file_is_refused(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "audit.jsonl"
    if text is not None:
        file.write_text(f"{text}\n")
    with pytest.raises(RefusedError, match="cannot be read as an audit file"):
        deleted(file)
